#ifndef WINDOWLM_SRC_MODEL_COLUMNS_PREPARED_STRETCH_H_
#define WINDOWLM_SRC_MODEL_COLUMNS_PREPARED_STRETCH_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/stretch_sampler.h"
#include "src/model/output/noise_words.h"

namespace windowlm {

// A stretch of text, cut into steps of a few windows, with all of each step that depends on no
// parameter.
//
//   text.words     the  cat  sat  on  the  mat  and  purred
//   windows        of cat, sat, on, the             of mat, and
//   a step reads   the  cat  sat  on  the  mat      its places
//   its rows       the  cat  sat  on  mat           each word once
struct PreparedStretch {
  // The number of windows in a step. Fewer would be nearer to word2vec's updates, one after the
  // other, and threads would meet more often.
  static constexpr size_t kStepWindows = 32;

  struct Step {
    // The step's windows, within text.windows.
    uint32_t first_window;
    uint32_t end_window;
    // The words that their contexts lie in, within text.words.
    uint32_t first_place;
    uint32_t end_place;
    // The different words among these, within `rows`.
    uint32_t first_row;
    uint32_t end_row;
    // The step's part of `row_of`.
    uint32_t first_row_of;
  };

  TextStretch text;
  std::vector<Step> steps;
  std::vector<uint32_t> rows;
  // For each place of each step, its word's number among the step's rows.
  std::vector<uint32_t> row_of;
  // For each window its target and its k noise words: [windows x 1 + k].
  std::vector<uint32_t> outputs;
};

// Fills in the rest of *stretch from its text, with noise words drawn by `seed` and `number`, that
// of the stretch among all of a training's. May be called by many threads at once.
void PrepareStretch(const NoiseWords& noise, int64_t negatives, uint64_t seed, uint64_t number,
                    PreparedStretch* stretch);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_COLUMNS_PREPARED_STRETCH_H_
