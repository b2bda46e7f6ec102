#include "src/model/word_attention.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "src/nn/initialization.h"

namespace windowlm {
namespace {

// Number of windows that one task takes.
constexpr int64_t kBatchTile = 8;
// The random part of the weights with which what is found is added to h, relative to that of other
// layers.
constexpr double kValueShare = 0.1;
// A word with less weight changes no digit of a sum of about 1.
template <typename T>
constexpr T kLeastWeight = std::numeric_limits<T>::epsilon() / 16;

// Adds 1 to each row i at column first + i, unless the matrix has another number of rows than
// `size`.
template <typename T>
void AddIdentity(int64_t size, int64_t first, Matrix<T>& weight) {
  if (weight.rows() != size) return;
  for (int64_t i = 0; i < size; ++i) weight.row(i)[first + i] += T(1);
}

// y += x. Neither has gaps between rows.
template <typename T>
void Add(MatrixView<const T> x, MatrixView<T> y) {
  ParallelForTiles(x.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    AddScaled(x.row(begin), (end - begin) * x.columns, T(1), y.row(begin));
  });
}

}  // namespace

template <typename T>
WordAttention<T>::WordAttention(int64_t in, int64_t dim, int64_t words, int64_t sides,
                                Precision precision)
    : dim_(dim),
      words_(words),
      sides_(sides),
      places_(1 + sides * words),
      query_("attention.expected", in, dim, ActivationFunction::kLinear, precision),
      value_("attention.value", kHeads * dim, in, ActivationFunction::kLinear, precision) {
  for (int64_t side = 0; side < sides; ++side) {
    for (int distance = 1; distance <= kNeighbors; ++distance) {
      neighbors_.push_back(
          {side == 0 ? -distance : distance,
           DenseLayer<T>(absl::StrCat("attention.", side == 0 ? "before." : "after.", distance),
                         dim, dim, ActivationFunction::kLinear, precision),
           {},
           {},
           {}});
    }
  }
  for (const char* name : {"attention.expected.distance", "attention.repeated.distance"}) {
    distances_.push_back({name, 0, Matrix<T>(places_, 1)});
  }
}

template <typename T>
std::vector<Parameter<T>*> WordAttention<T>::parameters() {
  std::vector<Parameter<T>*> parameters = {&query_.weight(), &query_.bias()};
  for (Neighbor& neighbor : neighbors_) {
    parameters.push_back(&neighbor.query.weight());
    parameters.push_back(&neighbor.query.bias());
  }
  for (Parameter<T>& distance : distances_) parameters.push_back(&distance);
  parameters.push_back(&value_.weight());
  parameters.push_back(&value_.bias());
  return parameters;
}

template <typename T>
void WordAttention<T>::Initialize(uint64_t seed) {
  const double bound = InitializationBound(dim_, dim_, ActivationFunction::kLinear);
  FillUniform(seed, InitializationBound(query_.in(), dim_, ActivationFunction::kLinear),
              query_.weight());
  AddIdentity(query_.in(), 0, query_.weight().value);
  for (Neighbor& neighbor : neighbors_) {
    FillUniform(seed, bound, neighbor.query.weight());
    AddIdentity(dim_, 0, neighbor.query.weight().value);
  }
  FillUniform(seed, kValueShare * bound, value_.weight());
  for (int head = 0; head < kHeads; ++head) {
    AddIdentity(dim_, head * dim_, value_.weight().value);
  }
  // At first no word at all is as likely as all words together.
  for (Parameter<T>& distance : distances_) {
    distance.value.data()[0] = std::log(static_cast<T>(places_ - 1));
  }
}

template <typename T>
typename WordAttention<T>::Words WordAttention<T>::WordsOf(const WindowBatch& batch,
                                                           int64_t row) const {
  Words words = {{nullptr, nullptr}, {0, 0}};
  for (int64_t side = 0; side < sides_; ++side) {
    const int64_t part = row * sides_ + side;
    const uint32_t begin = part == 0 ? 0 : batch.attended_ends[part - 1];
    words.side[side] = batch.attended.data() + begin;
    words.count[side] = batch.attended_ends[part] - begin;
  }
  return words;
}

template <typename T>
bool WordAttention<T>::IsAttended(int64_t x, const Words& words) const {
  return std::abs(x) <= words_ && words.At(x) != nullptr;
}

template <typename T>
template <typename Take>
void WordAttention<T>::ForEachWord(const Matrix<T>& embeddings, const Words& words,
                                   Take take) const {
  constexpr int64_t kAhead = 4;
  for (int64_t side = 0; side < sides_; ++side) {
    const uint32_t* ids = words.side[side];
    const int64_t count = words.count[side];
    for (int64_t i = 0; i < count; ++i) {
      if (i + kAhead < count) Prefetch(embeddings.row(ids[i + kAhead]), dim_);
      take(side == 0 ? -1 - i : 1 + i, embeddings.row(ids[i]));
    }
  }
}

template <typename T>
void WordAttention<T>::SetLogits(const Matrix<T>& embeddings, const Words& words, int64_t row) {
  for (int head = 0; head < kHeads; ++head) {
    T* logits = weights_[head].row(row);
    const T* distance = distances_[head].value.data();
    std::fill_n(logits, places_, -std::numeric_limits<T>::infinity());
    logits[0] = distance[0];
    for (int64_t side = 0; side < sides_; ++side) {
      const int64_t first = 1 + side * words_;
      std::copy_n(distance + first, std::min(words_, words.count[side]), logits + first);
    }
  }
  T* const expected = weights_[0].row(row);
  T* const repeated = weights_[1].row(row);
  const T* queries[kMostQueries] = {queries_.row(row)};
  for (size_t i = 0; i < neighbors_.size(); ++i) queries[1 + i] = neighbors_[i].queries.row(row);
  ForEachWord(embeddings, words, [&](int64_t x, const T* embedding) {
    T products[kMostQueries];
    if (sides_ == 1) {
      DotProducts<1 + kNeighbors>(queries, embedding, dim_, products);
    } else {
      DotProducts<kMostQueries>(queries, embedding, dim_, products);
    }
    if (std::abs(x) <= words_) expected[PlaceOf(x)] += products[0];
    for (size_t i = 0; i < neighbors_.size(); ++i) {
      const int64_t beside = x - neighbors_[i].offset;
      if (IsAttended(beside, words)) repeated[PlaceOf(beside)] += products[1 + i];
    }
  });
}

template <typename T>
void WordAttention<T>::LookUpNeighbors(const Matrix<T>& embeddings, const WindowBatch& batch,
                                       int64_t rows) {
  for (Neighbor& neighbor : neighbors_) {
    neighbor.embeddings.Resize(rows, dim_);
    neighbor.queries.Resize(rows, dim_);
    for (int64_t i = 0; i < rows; ++i) {
      const uint32_t* id = WordsOf(batch, i).At(neighbor.offset);
      if (id == nullptr) {
        std::fill_n(neighbor.embeddings.row(i), dim_, T(0));
      } else {
        std::copy_n(embeddings.row(*id), dim_, neighbor.embeddings.row(i));
      }
    }
    neighbor.query.Forward(neighbor.embeddings.view(), neighbor.queries.view());
  }
}

template <typename T>
MatrixView<const T> WordAttention<T>::Forward(const Matrix<T>& embeddings, const WindowBatch& batch,
                                              MatrixView<const T> h) {
  queries_.Resize(h.rows, dim_);
  for (Matrix<T>& weights : weights_) weights.Resize(h.rows, places_);
  found_.Resize(h.rows, kHeads * dim_);
  result_.Resize(h.rows, h.columns);
  query_.Forward(h, queries_.view());
  LookUpNeighbors(embeddings, batch, h.rows);
  ParallelForTiles(h.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const Words words = WordsOf(batch, i);
      SetLogits(embeddings, words, i);
      for (Matrix<T>& all : weights_) {
        T* weights = all.row(i);
        const T sum = ExpAndSum(weights, places_, Max(weights, places_), weights);
        for (int64_t j = 0; j < places_; ++j) weights[j] /= sum;
      }
      T* found = found_.row(i);
      std::fill_n(found, kHeads * dim_, T(0));
      ForEachWord(embeddings, words, [&](int64_t x, const T* embedding) {
        if (std::abs(x) > words_) return;
        for (int head = 0; head < kHeads; ++head) {
          const T weight = weights_[head].row(i)[PlaceOf(x)];
          if (weight < kLeastWeight<T>) continue;
          AddScaled(embedding, dim_, weight, found + head * dim_);
        }
      });
    }
  });
  value_.Forward(found_.view(), result_.view());
  Add(h, result_.view());
  return result_.view();
}

template <typename T>
void WordAttention<T>::Backward(const Matrix<T>& embeddings, const WindowBatch& batch,
                                MatrixView<const T> h, MatrixView<T> gradient,
                                GradientSink<T>& sink) {
  query_gradient_.Resize(h.rows, dim_);
  for (Neighbor& neighbor : neighbors_) neighbor.gradient.Resize(h.rows, dim_);
  for (Matrix<T>& logits : logit_gradient_) logits.Resize(h.rows, places_);
  found_gradient_.Resize(h.rows, kHeads * dim_);
  h_gradient_.Resize(h.rows, h.columns);
  value_.Backward(found_.view(), result_.view(), gradient, found_gradient_.view(), sink);
  ParallelForTiles(h.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const Words words = WordsOf(batch, i);
      const T* const found[kHeads] = {found_gradient_.row(i), found_gradient_.row(i) + dim_};
      for (Matrix<T>& logits : logit_gradient_) std::fill_n(logits.row(i), places_, T(0));
      ForEachWord(embeddings, words, [&](int64_t x, const T* embedding) {
        if (std::abs(x) > words_) return;
        T products[kHeads];
        DotProducts<kHeads>(found, embedding, dim_, products);
        for (int head = 0; head < kHeads; ++head) {
          logit_gradient_[head].row(i)[PlaceOf(x)] = products[head];
        }
      });
      // That of a softmax: a_j (dL/da_j - sum over k of a_k dL/da_k).
      for (int head = 0; head < kHeads; ++head) {
        const T* weights = weights_[head].row(i);
        T* logits = logit_gradient_[head].row(i);
        const T mean = DotProduct(weights, logits, places_);
        for (int64_t j = 0; j < places_; ++j) logits[j] = weights[j] * (logits[j] - mean);
      }
      const T* const expected = logit_gradient_[0].row(i);
      const T* const repeated = logit_gradient_[1].row(i);
      std::fill_n(query_gradient_.row(i), dim_, T(0));
      for (Neighbor& neighbor : neighbors_) std::fill_n(neighbor.gradient.row(i), dim_, T(0));
      ForEachWord(embeddings, words, [&](int64_t x, const T* embedding) {
        if (std::abs(x) <= words_) {
          AddScaled(embedding, dim_, expected[PlaceOf(x)], query_gradient_.row(i));
        }
        for (Neighbor& neighbor : neighbors_) {
          const int64_t beside = x - neighbor.offset;
          if (!IsAttended(beside, words)) continue;
          AddScaled(embedding, dim_, repeated[PlaceOf(beside)], neighbor.gradient.row(i));
        }
      });
    }
  });
  distance_gradient_.Resize(places_, 1);
  for (int head = 0; head < kHeads; ++head) {
    std::fill_n(distance_gradient_.data(), places_, T(0));
    for (int64_t i = 0; i < h.rows; ++i) {
      AddScaled(logit_gradient_[head].row(i), places_, T(1), distance_gradient_.data());
    }
    sink.Rows(distances_[head], 0, places_, distance_gradient_.data());
  }
  for (Neighbor& neighbor : neighbors_) {
    neighbor.query.Backward(neighbor.embeddings.view(), neighbor.queries.view(),
                            neighbor.gradient.view(), MatrixView<T>(), sink);
  }
  query_.Backward(h, queries_.view(), query_gradient_.view(), h_gradient_.view(), sink);
  Add<T>(h_gradient_.view(), gradient);
}

template class WordAttention<float>;
template class WordAttention<double>;

}  // namespace windowlm
