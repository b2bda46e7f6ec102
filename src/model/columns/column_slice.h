#ifndef WINDOWLM_SRC_MODEL_COLUMNS_COLUMN_SLICE_H_
#define WINDOWLM_SRC_MODEL_COLUMNS_COLUMN_SLICE_H_

#include <cstdint>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/base/block_products.h"
#include "src/base/matrix.h"
#include "src/corpus/subword_index.h"
#include "src/model/columns/block_tree.h"
#include "src/model/columns/prepared_stretch.h"

namespace windowlm {

// The number of blocks of a row of `columns` numbers.
inline int64_t BlocksOf(int64_t columns) { return (columns + kBlockColumns - 1) / kBlockColumns; }

// The number of products of a window, in whole groups of kProductsAtOnce: those of h with 1 + k
// output rows, and with itself.
inline int64_t ProductsPerWindow(const ModelConfig& config) {
  return (config.negatives() + 2 + kProductsAtOnce - 1) / kProductsAtOnce * kProductsAtOnce;
}

// The tables of a model of word vectors, all of d columns: the input rows of its V words, the rows
// of these words' n-grams, which is null if they have none, and the output rows of all words but
// the last.
struct VectorTables {
  Matrix<float>* embedding;
  Matrix<float>* subword;
  Matrix<float>* output;
  const SubwordIndex* subwords;
};

// Some blocks of columns of all rows of these tables, and what one thread does with them in a step
// (ColumnSteps). They have memory of their own: were the columns of two threads
// side by side in one table, a processor that reads ahead of the one thread would take from the
// other's cache what that is about to write. Blocks are filled up with zeros.
class ColumnSlice {
 public:
  using Step = PreparedStretch::Step;

  // Makes a slice of zeros of these tables. It owns the blocks [first_block, end_block) of
  // config.dim() columns.
  ColumnSlice(const ModelConfig& config, const VectorTables& tables, int64_t first_block,
              int64_t end_block);

  // Copies the slice's columns of whole tables here, and from here.
  void Load(const VectorTables& tables);
  void Store(const VectorTables& tables) const;

  // Makes room for the steps of a stretch.
  void Reserve(const PreparedStretch& stretch);

  // Sets h of the step's windows: the mean or the sum of their contexts' embeddings.
  void SumContexts(const PreparedStretch& stretch, const Step& step);

  // Multiplies h of the step's windows by their output rows and by itself, over each part of the
  // block tree that the slice owns: row window of products(i)[parity] gets the products over part
  // i, those with the 1 + k output words first, then that with itself.
  void Multiply(const PreparedStretch& stretch, const Step& step, int parity);
  int64_t parts() const { return static_cast<int64_t>(parts_.size()); }
  Matrix<float>& products(int64_t part, int parity) { return parts_[part].products[parity]; }

  // Adds factors[j] h, with h scaled by `hidden_scale`, to output row j of a window, and keeps the
  // sum of factors[j] W[j] as the gradient of its context.
  void UpdateOutputs(const PreparedStretch& stretch, const Step& step, uint32_t window,
                     const float* factors, float hidden_scale);

  // Adds the gradients of the contexts of all the step's windows to their input rows, with the
  // limit that ColumnSteps states.
  void UpdateInputs(const PreparedStretch& stretch, const Step& step);

 private:
  struct OwnPart {
    // Blocks of the slice.
    BlockTree::Part blocks;
    // Those of one step are still read while those of the next are written.
    // [windows x products_per_window]
    Matrix<float> products[2];
  };

  // Sets products[0 .. 7] to those of h with eight rows, over a part.
  static void MultiplyPart(BlockTree::Part part, const float* hidden, const float* const* rows,
                           float* products);
  void Prefetch(const PreparedStretch& stretch, size_t window) const;
  // Sets embeddings_ to those of the step's words.
  void FindEmbeddings(const uint32_t* words, size_t count);
  // Adds a block of an update of a word, scaled, to its own row and to those of its n-grams.
  void UpdateWord(uint32_t word, const float* update, int64_t column, float scale);

  const int64_t first_column_;
  // The number of columns of the tables that the slice has, and that number in whole blocks.
  const int64_t columns_;
  const int64_t width_;
  const bool mean_;
  const int64_t negatives_;
  const int64_t products_per_window_;
  // The greatest square of the length of a block of an input row's update.
  const float block_limit_;
  // What the mean of the n-grams' rows is multiplied by.
  const float subword_weight_;
  // The n-grams of the words; null if they have none.
  const SubwordIndex* const subwords_;
  Matrix<float> input_;
  Matrix<float> subword_;
  Matrix<float> output_;
  std::vector<OwnPart> parts_;

  // The embeddings of the step's words: rows of the input table or, with n-grams, of composed_.
  std::vector<const float*> embeddings_;
  Matrix<float> composed_;
  // Row i is the sum of the embeddings at the step's first i places.
  Matrix<float> sums_;
  // By how much the gradient changes from one place to the next, since a context is a stretch of
  // places; and what single places get besides.
  Matrix<float> changes_;
  Matrix<float> singles_;
  // The sum of the gradients for each of the step's input rows.
  Matrix<float> updates_;
  // h of each of the step's windows.
  Matrix<float> hidden_;
  // The rows that h is multiplied by, and those that are updated.
  std::vector<const float*> factors_of_hidden_;
  std::vector<float*> output_rows_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_COLUMNS_COLUMN_SLICE_H_
