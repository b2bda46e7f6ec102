#ifndef WINDOWLM_SRC_EVALUATE_CORRELATION_H_
#define WINDOWLM_SRC_EVALUATE_CORRELATION_H_

#include <vector>

#include "absl/types/optional.h"
#include "absl/types/span.h"

namespace windowlm {

// The rank of each value, from 1 for the least; equal values share the mean of their ranks. No
// value is a NaN.
std::vector<double> AverageRanks(absl::Span<const double> values);

// Pearson's correlation coefficient of two samples of equal size, from -1 to 1. None if all values
// of a sample are equal, or if the sums of squares overflow or vanish.
absl::optional<double> PearsonCorrelation(absl::Span<const double> x, absl::Span<const double> y);

// Spearman's correlation coefficient: Pearson's of the ranks.
absl::optional<double> SpearmanCorrelation(absl::Span<const double> x, absl::Span<const double> y);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_CORRELATION_H_
