#include "src/model/word_attention.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/bfloat16.h"
#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"
#include "src/base/small_product.h"
#include "src/base/vector_math.h"
#include "src/nn/initialization.h"

namespace windowlm {
namespace {

// The least number of windows that one task takes.
constexpr int64_t kBatchTile = 8;
// The random part of the weights with which what is found is added to h, relative to that of other
// layers.
constexpr double kValueShare = 0.1;
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
template <typename P>
struct WordAttention<T>::Passage {
  // Products of bfloat16 are prepared for each shape, of which there are fewer if the words of a
  // passage are filled up to a multiple of so many.
  static constexpr bool kRounds = !std::is_same_v<T, P>;
  static constexpr int64_t kUnitOfWords = kRounds ? 32 : kSmallProductRows;
  static constexpr int64_t kUnitOfRows = kRounds ? 1 : kSmallProductRows;
  static constexpr int64_t kUnitOfDimensions = kRounds ? 1 : kSmallProductColumns;

  // Its windows are [first, first + rows) of the batch, and its words begin at this place of all.
  int64_t first;
  int64_t rows;
  const AttendedPassages::Window* windows;
  int64_t words_begin;

  // The embeddings of the passage's L words.
  Matrix<P> embeddings;
  // Of each query or sum, then of each window, what it has to do with each word, [. R x L], or with
  // the dimensions of the embeddings: what goes into a product with them, and what comes of it.
  Matrix<P> factors;
  Matrix<T> products;

  // Calls take(x, j) for each word x of a window that there is, at most `most` away, which is the
  // j-th of the passage.
  template <typename Take>
  void ForEachWord(int64_t row, int64_t most, Take take) const {
    const AttendedPassages::Window& window = windows[row];
    const int64_t target = window.target - words_begin;
    for (int64_t x = -std::min<int64_t>(most, window.before); x < 0; ++x) take(x, target + x);
    for (int64_t x = 1; x <= std::min<int64_t>(most, window.after); ++x) take(x, target + x);
  }

  bool Has(int64_t row, int64_t x) const {
    return x != 0 && -x <= windows[row].before && x <= windows[row].after;
  }

  const T* Product(int64_t part, int64_t row) const { return products.row(part * rows + row); }
  P* Factors(int64_t part, int64_t row) { return factors.row(part * rows + row); }

  // Takes the embeddings of `count` words of a table.
  void TakeWords(const Matrix<T>& table, const uint32_t* words, int64_t count) {
    const int64_t dim = table.columns();
    embeddings.Resize(RoundUp(count, kUnitOfWords), RoundUp(dim, kUnitOfDimensions));
    for (int64_t j = 0; j < embeddings.rows(); ++j) {
      const int64_t known = j < count ? dim : 0;
      if (known > 0) Convert(table.row(words[j]), dim, embeddings.row(j));
      std::fill(embeddings.row(j) + known, embeddings.row(j) + embeddings.columns(), P());
    }
  }

  // Prepares factors for so many parts of so many columns, full of zeros.
  void ClearFactors(int64_t parts, int64_t columns) {
    factors.Resize(RoundUp(parts * rows, kUnitOfRows), columns);
    std::fill_n(factors.data(), factors.size(), P());
  }

  // Sets the rows of a part of the factors to those of a matrix that has one for each window of
  // the batch, from `column` on.
  void TakeRows(int64_t part, const Matrix<T>& from, int64_t column, int64_t dim) {
    for (int64_t i = 0; i < rows; ++i) {
      Convert(from.row(first + i) + column, dim, Factors(part, i));
    }
  }
  void GiveRows(int64_t part, int64_t column, int64_t dim, Matrix<T>& to) const {
    for (int64_t i = 0; i < rows; ++i) {
      std::copy_n(Product(part, i), dim, to.row(first + i) + column);
    }
  }

  // products = factors embeddings^T
  void MeetWords() {
    products.Resize(factors.rows(), embeddings.rows());
    if constexpr (kRounds) {
      MatrixProduct(Plain(factors.view()), Transposed(embeddings.view()), products.view());
    } else {
      RowProducts(factors.data(), factors.rows(), embeddings.data(), embeddings.rows(),
                  embeddings.columns(), products.data());
    }
  }

  // products = factors embeddings
  void AddUpWords() {
    products.Resize(factors.rows(), embeddings.columns());
    if constexpr (kRounds) {
      MatrixProduct(Plain(factors.view()), Plain(embeddings.view()), products.view());
    } else {
      CombineRows(factors.data(), factors.columns(), 1, factors.rows(), embeddings.data(),
                  embeddings.rows(), embeddings.columns(), products.data());
    }
  }
};

template <typename T>
WordAttention<T>::WordAttention(int64_t in, int64_t dim, int64_t words, int64_t sides,
                                Precision precision)
    : dim_(dim),
      words_(words),
      sides_(sides),
      places_(1 + sides * words),
      rounds_(precision == PRECISION_BFLOAT16 && std::is_same_v<T, float>),
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
template <typename P, typename Work>
void WordAttention<T>::ForEachPassage(const Matrix<T>& embeddings, const WindowBatch& batch,
                                      Work work) const {
  const AttendedPassages& attended = batch.attended;
  const auto count = static_cast<int64_t>(attended.passages().size());
  const auto windows = static_cast<int64_t>(attended.windows().size());
  if (count == 0) return;
  const int64_t tile = std::max<int64_t>(1, kBatchTile * count / windows);
  ParallelForTiles(count, tile, [&](int64_t begin, int64_t end) {
    thread_local Passage<P> passage;
    for (int64_t i = begin; i < end; ++i) {
      const AttendedPassages::Passage last =
          i == 0 ? AttendedPassages::Passage{0, 0} : attended.passages()[i - 1];
      const AttendedPassages::Passage ends = attended.passages()[i];
      passage.first = last.windows_end;
      passage.rows = ends.windows_end - last.windows_end;
      passage.windows = attended.windows().data() + passage.first;
      passage.words_begin = last.words_end;
      passage.TakeWords(embeddings, attended.words().data() + last.words_end,
                        ends.words_end - last.words_end);
      work(passage);
    }
  });
}

template <typename T>
void WordAttention<T>::LookUpNeighbors(const Matrix<T>& embeddings, const WindowBatch& batch) {
  const std::vector<AttendedPassages::Window>& windows = batch.attended.windows();
  const auto rows = static_cast<int64_t>(windows.size());
  for (Neighbor& neighbor : neighbors_) {
    neighbor.embeddings.Resize(rows, dim_);
    neighbor.queries.Resize(rows, dim_);
    for (int64_t i = 0; i < rows; ++i) {
      const int64_t x = neighbor.offset;
      if (-x <= windows[i].before && x <= windows[i].after) {
        std::copy_n(embeddings.row(batch.attended.words()[windows[i].target + x]), dim_,
                    neighbor.embeddings.row(i));
      } else {
        std::fill_n(neighbor.embeddings.row(i), dim_, T(0));
      }
    }
    neighbor.query.Forward(neighbor.embeddings.view(), neighbor.queries.view());
  }
}

template <typename T>
template <typename P>
void WordAttention<T>::SetWeights(const Passage<P>& passage, int64_t row) {
  T* heads[kHeads];
  for (int head = 0; head < kHeads; ++head) {
    heads[head] = weights_[head].row(passage.first + row);
    std::copy_n(distances_[head].value.data(), places_, heads[head]);
  }
  T* const expected = heads[0];
  T* const repeated = heads[1];
  const T* const products = passage.Product(0, row);
  passage.ForEachWord(row, words_, [&](int64_t x, int64_t j) {
    const int64_t place = PlaceOf(x);
    expected[place] += products[j];
  });
  for (size_t i = 0; i < neighbors_.size(); ++i) {
    const int64_t offset = neighbors_[i].offset;
    const T* const beside = passage.Product(static_cast<int64_t>(1 + i), row);
    passage.ForEachWord(row, words_, [&](int64_t x, int64_t j) {
      if (passage.Has(row, x + offset)) repeated[PlaceOf(x)] += beside[j + offset];
    });
  }
  for (T* const weights : heads) {
    const T sum = ExpAndSum(weights, places_, Max(weights, places_), weights);
    for (int64_t j = 0; j < places_; ++j) weights[j] /= sum;
  }
}

template <typename T>
template <typename P>
void WordAttention<T>::FindWords(const Matrix<T>& embeddings, const WindowBatch& batch) {
  ForEachPassage<P>(embeddings, batch, [&](Passage<P>& passage) {
    passage.ClearFactors(QueryCount(), passage.embeddings.columns());
    passage.TakeRows(0, queries_, 0, dim_);
    for (size_t i = 0; i < neighbors_.size(); ++i) {
      passage.TakeRows(static_cast<int64_t>(1 + i), neighbors_[i].queries, 0, dim_);
    }
    passage.MeetWords();
    for (int64_t row = 0; row < passage.rows; ++row) SetWeights(passage, row);
    passage.ClearFactors(kHeads, passage.embeddings.rows());
    for (int head = 0; head < kHeads; ++head) {
      for (int64_t row = 0; row < passage.rows; ++row) {
        const T* const weights = weights_[head].row(passage.first + row);
        P* const words = passage.Factors(head, row);
        passage.ForEachWord(row, words_, [&](int64_t x, int64_t j) {
          Convert(&weights[PlaceOf(x)], 1, &words[j]);
        });
      }
    }
    passage.AddUpWords();
    for (int head = 0; head < kHeads; ++head) passage.GiveRows(head, head * dim_, dim_, found_);
  });
}

template <typename T>
MatrixView<const T> WordAttention<T>::Forward(const Matrix<T>& embeddings, const WindowBatch& batch,
                                              MatrixView<const T> h) {
  queries_.Resize(h.rows, dim_);
  for (Matrix<T>& weights : weights_) weights.Resize(h.rows, places_);
  found_.Resize(h.rows, kHeads * dim_);
  result_.Resize(h.rows, h.columns);
  query_.Forward(h, queries_.view());
  LookUpNeighbors(embeddings, batch);
  if (rounds_) {
    FindWords<Rounded>(embeddings, batch);
  } else {
    FindWords<T>(embeddings, batch);
  }
  value_.Forward(found_.view(), result_.view());
  Add(h, result_.view());
  return result_.view();
}

template <typename T>
template <typename P>
void WordAttention<T>::SetLogitGradients(const Passage<P>& passage, int64_t row) {
  for (int head = 0; head < kHeads; ++head) {
    const T* const weights = weights_[head].row(passage.first + row);
    T* const logits = logit_gradient_[head].row(passage.first + row);
    std::fill_n(logits, places_, T(0));
    const T* const products = passage.Product(head, row);
    passage.ForEachWord(row, words_,
                        [&](int64_t x, int64_t j) { logits[PlaceOf(x)] = products[j]; });
    // That of a softmax: a_j (dL/da_j - sum over k of a_k dL/da_k).
    const T mean = DotProduct(weights, logits, places_);
    for (int64_t j = 0; j < places_; ++j) logits[j] = weights[j] * (logits[j] - mean);
  }
}

template <typename T>
template <typename P>
void WordAttention<T>::FindGradients(const Matrix<T>& embeddings, const WindowBatch& batch) {
  ForEachPassage<P>(embeddings, batch, [&](Passage<P>& passage) {
    passage.ClearFactors(kHeads, passage.embeddings.columns());
    for (int head = 0; head < kHeads; ++head) {
      passage.TakeRows(head, found_gradient_, head * dim_, dim_);
    }
    passage.MeetWords();
    for (int64_t row = 0; row < passage.rows; ++row) SetLogitGradients(passage, row);
    passage.ClearFactors(QueryCount(), passage.embeddings.rows());
    for (int64_t row = 0; row < passage.rows; ++row) {
      const T* const expected = logit_gradient_[0].row(passage.first + row);
      const T* const repeated = logit_gradient_[1].row(passage.first + row);
      P* const words = passage.Factors(0, row);
      passage.ForEachWord(
          row, words_, [&](int64_t x, int64_t j) { Convert(&expected[PlaceOf(x)], 1, &words[j]); });
      for (size_t i = 0; i < neighbors_.size(); ++i) {
        const int64_t offset = neighbors_[i].offset;
        P* const beside = passage.Factors(static_cast<int64_t>(1 + i), row);
        passage.ForEachWord(row, words_, [&](int64_t x, int64_t j) {
          if (passage.Has(row, x + offset)) Convert(&repeated[PlaceOf(x)], 1, &beside[j + offset]);
        });
      }
    }
    passage.AddUpWords();
    passage.GiveRows(0, 0, dim_, query_gradient_);
    for (size_t i = 0; i < neighbors_.size(); ++i) {
      passage.GiveRows(static_cast<int64_t>(1 + i), 0, dim_, neighbors_[i].gradient);
    }
  });
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
  if (rounds_) {
    FindGradients<Rounded>(embeddings, batch);
  } else {
    FindGradients<T>(embeddings, batch);
  }
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
