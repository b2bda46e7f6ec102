#ifndef WINDOWLM_SRC_MODEL_COLUMNS_COLUMN_STEPS_H_
#define WINDOWLM_SRC_MODEL_COLUMNS_COLUMN_STEPS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/base/thread_team.h"
#include "src/model/columns/block_tree.h"
#include "src/model/columns/column_slice.h"
#include "src/model/columns/prepared_stretch.h"
#include "src/model/output/noise_words.h"

namespace windowlm {

// Trains a model without hidden layers that tells targets from noise words (NoiseOutput), as
// word2vec does (Mikolov et al. 2013): h is the mean or the sum of a context's rows of the input
// table, s(w) = W[w] h is the score of an output row, and each context word gets the whole gradient
// of h. A step takes 32 windows, each with k noise words of its own:
//
//   1. h of each window, and its products with 1 + k output rows, all as they were before
//   2. output rows  += rate (label - sigmoid(s)) h
//   3. input rows   += the sum over the step's windows of rate dL/dh, at most of length 1
//
// With n-grams (src/model/subwords.h) the embedding of a context's word is made once a step, and
// what its own row gets, the rows of its n-grams get too, undivided, as in fastText.
//
// Every row is cut into blocks of 16 columns. A thread owns the same blocks of all rows of both
// tables (ColumnSlice), so that no line of a table travels between processors (the split of
// Ordentlich et al. 2016, arXiv 1606.08495, there between servers). Threads meet once a step, to
// exchange products, which all of them add up in the order of the BlockTree. So the bytes do not
// depend on the number of threads; no more than one a block have work.
//
// Small texts make steps in which the same few rows meet again and again, and whose updates would
// grow without bound. That is why an input row's update in a step is limited to length 1, block by
// block, and h to length 5 where it is added to output rows.
//
// Call it from one thread at a time, the one that made it.
class ColumnSteps {
 public:
  // The parameters of the model, which this trains: its tables, and the bias [V - 1 x 1] for nce,
  // otherwise null.
  struct Parameters {
    VectorTables tables;
    Matrix<float>* bias;
  };

  // Trains on up to `threads` threads. The parameters outlive this.
  ColumnSteps(const ModelConfig& config, const NoiseWords& noise, const Parameters& parameters,
              int threads);

  // Takes over the parameters' values.
  void Load();
  // Gives the parameters the values that the steps have come to.
  void Store();

  // Takes all steps of a stretch and returns the sum of its windows' losses. If not `together`, the
  // caller does the work of all threads, which comes to the same bytes, and is faster where other
  // programs keep threads from meeting.
  double Take(const PreparedStretch& stretch, double rate, bool together = true);

  // The number of threads that have work.
  int threads() const { return team_.size(); }

 private:
  using Step = PreparedStretch::Step;

  class StepLoss;

  // The 1 + k output words of a window.
  const uint32_t* WordsOf(const PreparedStretch& stretch, size_t window) const {
    return stretch.outputs.data() + window * static_cast<size_t>(1 + negatives_);
  }

  // The work of one thread for step number `index` of a stretch: before all meet, and afterwards.
  void Multiply(const PreparedStretch& stretch, size_t index, int thread);
  void Update(const PreparedStretch& stretch, size_t index, float rate, int thread);
  // Sets factors[j] to rate (label - sigmoid(s)) of the window's 1 + k output words, and the one
  // behind them to the scale that limits h. Adds the window's loss to `loss` unless it is null.
  void SetFactors(const uint32_t* words, int64_t window, int parity, float rate, float* factors,
                  StepLoss* loss) const;

  // Whether a noise word that is the target is passed over.
  const bool passes_over_target_;
  const int64_t negatives_;
  const int64_t products_per_window_;
  const Parameters parameters_;
  const BlockTree tree_;
  ThreadTeam team_;
  // One for each thread.
  std::vector<std::unique_ptr<ColumnSlice>> slices_;
  // The products of all slices' parts, left to right, for even steps and for odd ones.
  std::vector<const Matrix<float>*> products_[2];
  // b[w] - log(k Pn(w)) for nce; empty otherwise. The owner of the first block uses the bias.
  std::vector<float> bias_;
  std::vector<float> log_noise_;
  // What the bias adds to the products, for even steps and for odd ones.
  Matrix<float> bias_terms_[2];
  // The sum of its windows' losses for each step of the stretch.
  std::vector<double> losses_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_COLUMNS_COLUMN_STEPS_H_
