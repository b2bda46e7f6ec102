#include "src/model/tied_gradients.h"

#include <algorithm>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// Number of rows that one task passes on.
constexpr int64_t kTile = 256;

}  // namespace

template <typename T>
void TiedGradients<T>::Begin(GradientSink<T>& sink) {
  sink_ = &sink;
  from_output_ = true;
  gradient_.Resize(table_.value.rows(), table_.value.columns());
}

template <typename T>
void TiedGradients<T>::Rows(Parameter<T>& parameter, int64_t first_row, int64_t count,
                            const T* gradient) {
  if (&parameter != &table_) return sink_->Rows(parameter, first_row, count, gradient);
  const int64_t dim = gradient_.columns();
  if (from_output_) {
    std::copy_n(gradient, count * dim, gradient_.row(first_row));
    std::fill_n(pending_.begin() + first_row, count, uint8_t{1});
    return;
  }
  for (int64_t row = first_row; row < first_row + count; ++row, gradient += dim) {
    T* sum = gradient_.row(row);
    if (pending_[row] != 0) {
      AddScaled(gradient, dim, T(1), sum);
      pending_[row] = 0;
    } else {
      std::copy_n(gradient, dim, sum);
    }
    sink_->Rows(table_, row, 1, sum);
  }
}

template <typename T>
void TiedGradients<T>::End() {
  ParallelForTiles(table_.value.rows(), kTile, [&](int64_t begin, int64_t end) {
    while (begin < end) {
      if (pending_[begin] == 0) {
        ++begin;
        continue;
      }
      const int64_t first = begin;
      for (; begin < end && pending_[begin] != 0; ++begin) pending_[begin] = 0;
      sink_->Rows(table_, first, begin - first, gradient_.row(first));
    }
  });
}

template class TiedGradients<float>;
template class TiedGradients<double>;

}  // namespace windowlm
