#ifndef WINDOWLM_TOOLS_COMMANDS_TRAIN_MESSAGES_H_
#define WINDOWLM_TOOLS_COMMANDS_TRAIN_MESSAGES_H_

#include <cstdint>
#include <string>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/vocabulary.h"
#include "src/train/trainer.h"
#include "tools/options/train_options.h"

namespace windowlm {

// What the command `train` says on standard error, before a training and after it.

// Prints what was read, how large a model it makes with so many n-grams, and which defaults
// followed from it.
void PrintPlan(const TrainConfig& config, const PreparedCorpus& corpus, int64_t ngrams);

// EstimateMemory of a training on this corpus.
int64_t MemoryToTrain(const TrainConfig& config, const PreparedCorpus& corpus, int64_t ngrams);

// Prints what a list of the vocabulary's words leaves out, and what the text lacks of it. The text
// has word i of the vocabulary counts[i] times.
void PrintListedWords(const TrainOptions& options, absl::Span<const uint64_t> counts,
                      const Vocabulary& vocabulary);

// Prints how a training ended whose model is at `path`.
void PrintEnd(const TrainOptions& options, const std::string& path, const TrainingResult& result);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_TRAIN_MESSAGES_H_
