#ifndef WINDOWLM_SRC_BASE_VECTOR_MATH_H_
#define WINDOWLM_SRC_BASE_VECTOR_MATH_H_

#include <Eigen/Core>
#include <algorithm>
#include <cstdint>
#include <limits>

#include "src/base/bfloat16.h"

// Loops over contiguous numbers whose result depends on the numbers and on n alone, never on the
// address: Eigen's own reductions and functions over arrays of dynamic size run other code for
// unaligned heads and tails than for the middle. Here all numbers go through blocks of kLanes, the
// last one padded.

namespace windowlm {

constexpr int kLanes = 16;

template <typename T>
using Block = Eigen::Array<T, kLanes, 1>;

template <typename T>
Block<T> LoadBlock(const T* x) {
  return Eigen::Map<const Block<T>>(x);
}

template <typename T>
Block<T> LoadBlock(const T* x, int64_t count, T padding) {
  Block<T> block = Block<T>::Constant(padding);
  std::copy_n(x, count, block.data());
  return block;
}

// y[i] = f(x[i]) with f from Block to Block, elementwise. y may be x.
template <typename T, typename F>
void Transform(const T* x, int64_t n, T* y, F f) {
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Eigen::Map<Block<T>> out(y + i);
    out = f(LoadBlock(x + i));
  }
  if (i < n) {
    const Block<T> block = f(LoadBlock(x + i, n - i, T(0)));
    std::copy_n(block.data(), n - i, y + i);
  }
}

// Sums the lanes in one fixed order, as a tree.
template <typename T>
T SumLanes(const Block<T>& block) {
  T lanes[kLanes];
  Eigen::Map<Block<T>>{lanes} = block;
  for (int width = kLanes / 2; width > 0; width /= 2) {
    for (int i = 0; i < width; ++i) lanes[i] += lanes[i + width];
  }
  return lanes[0];
}

template <typename T>
T Sum(const T* x, int64_t n) {
  Block<T> sum = Block<T>::Zero();
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += LoadBlock(x + i);
  if (i < n) sum += LoadBlock(x + i, n - i, T(0));
  return SumLanes(sum);
}

template <typename T>
T DotProduct(const T* x, const T* y, int64_t n) {
  Block<T> sum = Block<T>::Zero();
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += LoadBlock(x + i) * LoadBlock(y + i);
  if (i < n) sum += LoadBlock(x + i, n - i, T(0)) * LoadBlock(y + i, n - i, T(0));
  return SumLanes(sum);
}

// Sets products[k] to the dot product of x[k] and y, for k = 0 .. K - 1: the same numbers as
// DotProduct gives, sooner.
template <int K, typename T>
void DotProducts(const T* const* x, const T* y, int64_t n, T* products) {
  Block<T> sums[K];
  for (Block<T>& sum : sums) sum.setZero();
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Block<T> block = LoadBlock(y + i);
    for (int k = 0; k < K; ++k) sums[k] += LoadBlock(x[k] + i) * block;
  }
  if (i < n) {
    const Block<T> block = LoadBlock(y + i, n - i, T(0));
    for (int k = 0; k < K; ++k) sums[k] += LoadBlock(x[k] + i, n - i, T(0)) * block;
  }
  for (int k = 0; k < K; ++k) products[k] = SumLanes(sums[k]);
}

// The dot product in double precision, in which a product of two floats is exact.
inline double DotProductInDouble(const float* x, const float* y, int64_t n) {
  const auto product = [](const Block<float>& a, const Block<float>& b) -> Block<double> {
    return a.cast<double>() * b.cast<double>();
  };
  Block<double> sum = Block<double>::Zero();
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += product(LoadBlock(x + i), LoadBlock(y + i));
  if (i < n) sum += product(LoadBlock(x + i, n - i, 0.0f), LoadBlock(y + i, n - i, 0.0f));
  return SumLanes(sum);
}

// The greatest of x; -infinity if n is 0. NaNs may be ignored: they show up in the sums that
// callers take next.
template <typename T>
T Max(const T* x, int64_t n) {
  constexpr T kLowest = -std::numeric_limits<T>::infinity();
  Block<T> greatest = Block<T>::Constant(kLowest);
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Block<T> block = LoadBlock(x + i);
    greatest = greatest.max(block);
  }
  if (i < n) greatest = greatest.max(LoadBlock(x + i, n - i, kLowest));
  return greatest.maxCoeff();
}

// Whether all of x are finite.
template <typename T>
bool AllFinite(const T* x, int64_t n) {
  // 0 * x is 0 if x is finite, else NaN.
  Block<T> sum = Block<T>::Zero();
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) sum += LoadBlock(x + i) * T(0);
  if (i < n) sum += LoadBlock(x + i, n - i, T(0)) * T(0);
  return SumLanes(sum) == 0;
}

// x += y; returns the greatest of the sums, as Max does.
template <typename T>
T AddAndMax(const T* y, int64_t n, T* x) {
  constexpr T kLowest = -std::numeric_limits<T>::infinity();
  Block<T> greatest = Block<T>::Constant(kLowest);
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Block<T> block = LoadBlock(x + i) + LoadBlock(y + i);
    greatest = greatest.max(block);
    Eigen::Map<Block<T>>{x + i} = block;
  }
  if (i < n) {
    const Block<T> block = LoadBlock(x + i, n - i, kLowest) + LoadBlock(y + i, n - i, T(0));
    greatest = greatest.max(block);
    std::copy_n(block.data(), n - i, x + i);
  }
  return greatest.maxCoeff();
}

// Sets y[i] = exp(x[i] - shift) and returns the sum of these, taken before they are rounded to Y.
// exp is accurate to an ulp or two. y may be x.
template <typename T, typename Y>
T ExpAndSum(const T* x, int64_t n, T shift, Y* y) {
  Block<T> sum = Block<T>::Zero();
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Block<T> block = (LoadBlock(x + i) - shift).exp();
    sum += block;
    Convert(block.data(), kLanes, y + i);
  }
  if (i < n) {
    const Block<T> block =
        (LoadBlock(x + i, n - i, -std::numeric_limits<T>::infinity()) - shift).exp();
    sum += block;
    Convert(block.data(), n - i, y + i);
  }
  return SumLanes(sum);
}

// Asks the processor to bring n numbers into its cache. Call it some hundreds of nanoseconds before
// reading a row of a large table whose rows are read in random order.
template <typename T>
void Prefetch(const T* x, int64_t n) {
  for (int64_t i = 0; i < n; i += 64 / static_cast<int64_t>(sizeof(T))) __builtin_prefetch(x + i);
}

// y += scale * x.
template <typename T>
void AddScaled(const T* x, int64_t n, T scale, T* y) {
  for (int64_t i = 0; i < n; ++i) y[i] += scale * x[i];
}

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_VECTOR_MATH_H_
