#ifndef WINDOWLM_SRC_MODEL_WORD_ATTENTION_H_
#define WINDOWLM_SRC_MODEL_WORD_ATTENTION_H_

#include <cstdint>
#include <type_traits>
#include <vector>

#include "src/base/bfloat16.h"
#include "src/base/matrix.h"
#include "src/corpus/attended_passages.h"
#include "src/corpus/window_sampler.h"
#include "src/nn/dense_layer.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Looks back at the text's last words for those that may come again, and adds what it finds to the
// hidden layers' result h (after Bahdanau et al. 2015, arXiv 1409.0473). Let e_x be the embedding
// of the word x places from the target, before it if x < 0. Two heads pick words: one those that h
// expects, one those that stand where the target stands, after the same words.
//
//   q   = W_q h + b_q           a   = softmax(c_none, ..., c_x + q e_x, ...)
//   q_o = W_o e_o + b_o         a'  = softmax(c'_none, ..., c'_x + sum over o of q_o e_(x+o), ...)
//   h'  = h + W_v (sum over x of a_x e_x, sum over x of a'_x e_x) + b_v
//
// x is over the N words before the target and o is -1 and -2; in a masked window x is over N words
// on each side, and o is 1 and 2 as well. An e_x that is not there, since the text or the line ends
// before, or since it is the target, is zero, so that a word of a short prompt weighs no more than
// among many others. a_none is for no word at all.
//
// The embeddings are taken as they are: what they do here gives them no gradient. That would cost
// more than all the rest, and tied embeddings predict the very words that q is to find.
//
// Call it from one thread at a time. It runs its tiles on the program's threads.
template <typename T>
class WordAttention {
 public:
  // For h [B x in], embeddings of `dim` numbers, and N = `words` on each of so many sides. All
  // parameters are zero. With PRECISION_BFLOAT16, float operands of products are rounded to
  // bfloat16.
  WordAttention(int64_t in, int64_t dim, int64_t words, int64_t sides, Precision precision);

  // Sets the weights by `seed`: at first q is near h, if that is as long as an embedding, q_o is
  // near e_o, and what is found is added much as it is.
  void Initialize(uint64_t seed);

  // Returns h' [B x in], valid until the next call. h must live until Backward. `embeddings` has a
  // row for each word.
  MatrixView<const T> Forward(const Matrix<T>& embeddings, const WindowBatch& batch,
                              MatrixView<const T> h);

  // Takes the arguments of the last Forward, and turns gradient = dL/dh' into dL/dh. Gives the
  // parameters' gradients to the sink.
  void Backward(const Matrix<T>& embeddings, const WindowBatch& batch, MatrixView<const T> h,
                MatrixView<T> gradient, GradientSink<T>& sink);

  // All parameters, always in the same order.
  std::vector<Parameter<T>*> parameters();

 private:
  static constexpr int kHeads = 2;
  static constexpr int kNeighbors = WindowSampler::kAttendedNeighbors;

  // One of the queries q_o.
  struct Neighbor {
    int64_t offset;
    DenseLayer<T> query;
    // e_o of each window, q_o, and the gradient of q_o.
    Matrix<T> embeddings;
    Matrix<T> queries;
    Matrix<T> gradient;
  };

  // The operands of products that are rounded. Those of double never are.
  using Rounded = std::conditional_t<std::is_same_v<T, float>, BFloat16, T>;

  // A passage of the batch, with what is computed for its R windows at once, by products of which P
  // is the type of the operands. Rows and columns are padded for them.
  template <typename P>
  struct Passage;

  // Calls work(passage) for each passage of the batch, on the program's threads.
  template <typename P, typename Work>
  void ForEachPassage(const Matrix<T>& embeddings, const WindowBatch& batch, Work work) const;

  // The number of queries of a window: q, and those of the neighbors.
  int64_t QueryCount() const { return 1 + static_cast<int64_t>(neighbors_.size()); }
  // The place of x among the numbers of c, where `none` has place 0.
  int64_t PlaceOf(int64_t x) const { return x < 0 ? -x : words_ + x; }
  void LookUpNeighbors(const Matrix<T>& embeddings, const WindowBatch& batch);
  // Sets the weights of a window, whose words the queries of its passage have met.
  template <typename P>
  void SetWeights(const Passage<P>& passage, int64_t row);
  // Sets the gradients of the logits of a window, given those of its weights, and those of what its
  // queries gave for each word.
  template <typename P>
  void SetLogitGradients(const Passage<P>& passage, int64_t row);
  // The part of Forward, and of Backward, that is done passage by passage.
  template <typename P>
  void FindWords(const Matrix<T>& embeddings, const WindowBatch& batch);
  template <typename P>
  void FindGradients(const Matrix<T>& embeddings, const WindowBatch& batch);

  const int64_t dim_;
  const int64_t words_;
  const int64_t sides_;
  const int64_t places_;
  const bool rounds_;
  DenseLayer<T> query_;
  std::vector<Neighbor> neighbors_;
  // c and c': [1 + sides x N x 1]
  std::vector<Parameter<T>> distances_;
  DenseLayer<T> value_;

  // Of the last Forward: q, a and a' [B x places], both heads' sums side by side, and the result.
  Matrix<T> queries_;
  Matrix<T> weights_[kHeads];
  Matrix<T> found_;
  Matrix<T> result_;
  // Gradients of q, of the logits, of the sums, of c, and of h by way of q.
  Matrix<T> query_gradient_;
  Matrix<T> logit_gradient_[kHeads];
  Matrix<T> found_gradient_;
  Matrix<T> distance_gradient_;
  Matrix<T> h_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_WORD_ATTENTION_H_
