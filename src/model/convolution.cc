#include "src/model/convolution.h"

#include <algorithm>
#include <cmath>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "src/nn/dropout.h"
#include "src/nn/gaussian_noise.h"
#include "src/nn/initialization.h"

namespace windowlm {
namespace {

// Number of lines that one task works on.
constexpr int64_t kTile = 8;

// Windows are multiplied by a multiple of so many rows, so that the products have few shapes.
constexpr int64_t kRowStep = 128;
// A query, whose lines may be of any length, has so many windows in memory at once.
constexpr int64_t kQueryRows = 8192;

// The words of a line, and those of them that are in a piece.
struct LinePart {
  int64_t begin;
  int64_t end;
  int64_t first;
  int64_t last;
};

// Runs body(line, part) for each line that has words from `first` to before `last`.
template <typename Body>
void ForEachLine(absl::Span<const uint32_t> ends, int64_t first, int64_t last, const Body& body) {
  const int64_t first_line = std::upper_bound(ends.begin(), ends.end(), first) - ends.begin();
  const int64_t last_line = std::lower_bound(ends.begin(), ends.end(), last) - ends.begin() + 1;
  const int64_t lines = std::min(last_line, static_cast<int64_t>(ends.size())) - first_line;
  ParallelForTiles(std::max<int64_t>(0, lines), kTile, [&](int64_t begin, int64_t end) {
    for (int64_t line = first_line + begin; line < first_line + end; ++line) {
      LinePart part = {line == 0 ? 0 : ends[line - 1], ends[line], 0, 0};
      part.first = std::max(part.begin, first);
      part.last = std::min(part.end, last);
      if (part.first < part.last) body(line, part);
    }
  });
}

int64_t PaddedRows(int64_t rows) {
  return std::max<int64_t>(1, (rows + kRowStep - 1) / kRowStep) * kRowStep;
}

template <typename T>
void ClearRows(int64_t first, Matrix<T>& matrix) {
  std::fill_n(matrix.row(first), (matrix.rows() - first) * matrix.columns(), T(0));
}

}  // namespace

template <typename T>
Convolution<T>::Convolution(int64_t dim, int64_t context, int64_t filters,
                            ActivationFunction activation, Combine pooling, Precision precision)
    : dim_(dim),
      context_(context),
      takes_greatest_(pooling == COMBINE_WINDOW_MAX),
      dense_("convolution", (2 * context + 1) * dim, filters, activation, precision) {}

template <typename T>
void Convolution<T>::Initialize(uint64_t seed) {
  FillUniform(seed, InitializationBound(dense_.in(), dense_.out(), dense_.activation()),
              dense_.weight());
}

template <typename T>
void Convolution<T>::Gather(MatrixView<const T> x, absl::Span<const uint32_t> ends,
                            const Piece& piece) {
  const int64_t rows = piece.last - piece.first;
  windows_.Resize(PaddedRows(rows), dense_.in());
  ForEachLine(ends, piece.first, piece.last, [&](int64_t, const LinePart& line) {
    for (int64_t word = line.first; word < line.last; ++word) {
      T* out = windows_.row(word - piece.first);
      for (int64_t read = word - context_; read <= word + context_; ++read, out += dim_) {
        if (read < line.begin || read >= line.end) {
          std::fill_n(out, dim_, T(0));
        } else {
          std::copy_n(x.row(read), dim_, out);
        }
      }
    }
  });
  ClearRows(rows, windows_);
}

template <typename T>
void Convolution<T>::Pool(absl::Span<const uint32_t> ends, const Piece& piece) {
  const int64_t filters = out();
  ForEachLine(ends, piece.first, piece.last, [&](int64_t line, const LinePart& part) {
    T* pooled = pooled_.row(line);
    if (!takes_greatest_) {
      const T share = T(1) / static_cast<T>(part.end - part.begin);
      for (int64_t word = part.first; word < part.last; ++word) {
        AddScaled(values_.row(word - piece.first), filters, share, pooled);
      }
      return;
    }
    int64_t* greatest = &greatest_[line * filters];
    for (int64_t word = part.first; word < part.last; ++word) {
      const T* values = values_.row(word - piece.first);
      for (int64_t filter = 0; filter < filters; ++filter) {
        // What is not a number is not to get lost.
        const bool is_greater = values[filter] > pooled[filter] || std::isnan(values[filter]);
        if (!is_greater && word > part.begin) continue;
        pooled[filter] = values[filter];
        greatest[filter] = word;
      }
    }
  });
}

template <typename T>
MatrixView<const T> Convolution<T>::Forward(MatrixView<const T> x, absl::Span<const uint32_t> ends,
                                            const HiddenPass& pass) {
  pooled_.Resize(static_cast<int64_t>(ends.size()), out());
  ClearRows(0, pooled_);
  if (takes_greatest_) greatest_.resize(ends.size() * out());
  const int64_t most = pass.training ? std::max<int64_t>(1, x.rows) : kQueryRows;
  for (int64_t first = 0; first == 0 || first < x.rows; first += most) {
    const Piece piece = {first, std::min(x.rows, first + most)};
    Gather(x, ends, piece);
    values_.Resize(windows_.rows(), out());
    dense_.Forward(windows_.view(), values_.view());
    Pool(ends, piece);
  }
  AddGaussianNoise(pass.noise, pass.key, pooled_.view());
  Dropout(pass.dropout, pass.key, pooled_.view());
  return pooled_.view();
}

template <typename T>
void Convolution<T>::Backward(absl::Span<const uint32_t> ends, const HiddenPass& pass,
                              MatrixView<T> gradient, MatrixView<T> dx, GradientSink<T>& sink) {
  Dropout(pass.dropout, pass.key, gradient);
  const int64_t filters = out();
  value_gradient_.Resize(values_.rows(), filters);
  ClearRows(0, value_gradient_);
  ForEachLine(ends, 0, dx.rows, [&](int64_t line, const LinePart& part) {
    const T* of_line = gradient.row(line);
    if (takes_greatest_) {
      for (int64_t filter = 0; filter < filters; ++filter) {
        value_gradient_.row(greatest_[line * filters + filter])[filter] = of_line[filter];
      }
      return;
    }
    const T share = T(1) / static_cast<T>(part.end - part.begin);
    for (int64_t word = part.begin; word < part.end; ++word) {
      AddScaled(of_line, filters, share, value_gradient_.row(word));
    }
  });
  window_gradient_.Resize(windows_.rows(), windows_.columns());
  dense_.Backward(windows_.view(), values_.view(), value_gradient_.view(), window_gradient_.view(),
                  sink);
  ForEachLine(ends, 0, dx.rows, [&](int64_t, const LinePart& line) {
    for (int64_t read = line.begin; read < line.end; ++read) {
      T* sum = dx.row(read);
      std::fill_n(sum, dim_, T(0));
      // The windows that have this word.
      const int64_t first = std::max(line.begin, read - context_);
      const int64_t last = std::min(line.end - 1, read + context_);
      for (int64_t word = first; word <= last; ++word) {
        AddScaled(window_gradient_.row(word) + (read - word + context_) * dim_, dim_, T(1), sum);
      }
    }
  });
}

template class Convolution<float>;
template class Convolution<double>;

}  // namespace windowlm
