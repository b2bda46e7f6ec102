#include "src/train/profile_report.h"

#include <algorithm>
#include <chrono>

#include "absl/strings/str_format.h"
#include "src/base/bfloat16.h"
#include "src/base/matrix.h"
#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"

namespace windowlm {
namespace {

constexpr const char* kPhaseNames[kPhases] = {"reading",       "batches ahead", "lookup",
                                              "hidden layers", "attention",     "output layer",
                                              "sparse update", "validation",    "saving"};

// The sizes of a tile's product, [rows x inner] by [inner x columns], as in the output layer.
constexpr int64_t kRows = 512;
constexpr int64_t kColumns = 256;
constexpr int64_t kInner = 256;

template <typename P>
double Measure() {
  const int64_t tasks = Threads();
  Matrix<P> a(kRows, kInner);
  Matrix<P> b(kColumns, kInner);
  Matrix<float> c(tasks * kRows, kColumns);
  constexpr int64_t kRepeats = 20;
  const double operations = 2.0 * kRows * kColumns * kInner * static_cast<double>(kRepeats * tasks);
  double best = 0;
  for (int round = 0; round < 10; ++round) {
    const auto start = std::chrono::steady_clock::now();
    ParallelFor(tasks, [&](int64_t task) {
      for (int64_t i = 0; i < kRepeats; ++i) {
        MatrixProduct(Plain(a.view()), Transposed(b.view()), c.view().Rows(task * kRows, kRows));
      }
    });
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    best = std::max(best, operations / seconds.count());
  }
  return best;
}

}  // namespace

double MeasurePeak(Precision precision) {
  return precision == PRECISION_BFLOAT16 ? Measure<BFloat16>() : Measure<float>();
}

std::string ProfileReport(const Profile& profile, double seconds, int threads, double peak) {
  seconds = std::max(seconds, 1e-9);
  std::string text = absl::StrFormat("\nwhere %.1f seconds went\n", seconds);
  double rest = seconds;
  const auto add = [&](const char* name, double part) {
    absl::StrAppendFormat(&text, "  %5.1f%%  %s\n", 100 * part / seconds, name);
  };
  for (int phase = 0; phase < kPhases; ++phase) {
    rest -= profile.phase_seconds[phase];
    add(kPhaseNames[phase], profile.phase_seconds[phase]);
  }
  add("all else", rest);
  const double thread_seconds = seconds * threads;
  const double products = profile.work_seconds[static_cast<int>(Work::kProducts)];
  const double optimizer = profile.work_seconds[static_cast<int>(Work::kOptimizer)];
  absl::StrAppendFormat(&text,
                        "of the %d threads' time %.1f%% in large matrix products, %.1f%% in steps "
                        "of the optimizer\n",
                        threads, 100 * products / thread_seconds, 100 * optimizer / thread_seconds);
  if (products > 0) {
    const double speed = profile.product_operations / products * threads;
    absl::StrAppendFormat(&text, "products at %.0f of %.0f GFLOP/s, the best that was measured\n",
                          speed / 1e9, peak / 1e9);
  }
  return text;
}

}  // namespace windowlm
