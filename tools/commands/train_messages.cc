#include "tools/commands/train_messages.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/corpus/labelled_corpus.h"
#include "src/corpus/special_words.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "src/model/model_config.h"
#include "src/train/memory_estimate.h"
#include "src/train/progress.h"
#include "tools/options/text_rules.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

// The share of a text's words that are `<unk>` to the vocabulary.
double UnknownShare(absl::Span<const uint32_t> ids, const Vocabulary& vocabulary) {
  const auto unknown = std::count(ids.begin(), ids.end(), vocabulary.unknown_id());
  return static_cast<double>(unknown) / static_cast<double>(std::max<size_t>(1, ids.size()));
}

// A model's perplexity means little where much of the text is unknown to it.
void PrintUnknownShares(const PreparedCorpus& corpus) {
  const double train = UnknownShare(corpus.train_ids(), corpus.vocabulary);
  const double valid = UnknownShare(corpus.valid_ids(), corpus.vocabulary);
  if (train == 0 && valid == 0) return;
  PrintLine(absl::StrFormat("%.2f%% of the words are <unk>%s", 100 * train,
                            corpus.valid_ids().empty()
                                ? ""
                                : absl::StrFormat(", and %.2f%% for validation", 100 * valid)));
}

// What validation says of the model that was saved.
std::string QualityOf(const TrainingResult& result) {
  return result.valid_accuracy.has_value()
             ? absl::StrFormat("validation accuracy %.2f%%", 100 * *result.valid_accuracy)
             : absl::StrFormat("validation perplexity %.2f", result.valid_perplexity);
}

// Prints the labels, the most frequent first, and the number of pairs of words.
void PrintLabels(const LabelledCorpus& corpus) {
  constexpr uint32_t kMostNamed = 10;
  std::vector<std::string> names;
  for (uint32_t label = 0; label < corpus.labels().size() && label < kMostNamed; ++label) {
    names.push_back(ShownText(corpus.labels().name(label)));
  }
  if (corpus.labels().size() > kMostNamed) names.push_back("...");
  PrintLine(absl::StrCat(Counted(corpus.labels().size(), "label"), ": ", absl::StrJoin(names, ", "),
                         "; ", Counted(corpus.known()->pairs.size(), "pair"), " of words, ",
                         Counted(corpus.known()->ngrams.size(), "n-gram"), " of characters"));
  for (const auto& [lines, which] :
       {std::pair(&corpus.train(), "training"), std::pair(&corpus.valid(), "validation")}) {
    if (lines->without_labels() == 0) continue;
    PrintNote(absl::StrCat(Counted(lines->without_labels(), "line"), " for ", which,
                           lines->without_labels() == 1
                               ? " has no label that is known, and is passed over"
                               : " have no label that is known, and are passed over"));
  }
}

}  // namespace

int64_t MemoryToTrain(const TrainConfig& config, const PreparedCorpus& corpus, int64_t ngrams) {
  const double line_words = static_cast<double>(corpus.train_words) /
                            static_cast<double>(std::max<uint64_t>(1, corpus.examples()));
  return EstimateMemory(config, static_cast<int64_t>(corpus.vocabulary.size()), ngrams, line_words);
}

void PrintPlan(const TrainConfig& config, const PreparedCorpus& corpus, int64_t ngrams) {
  const int64_t vocabulary = static_cast<int64_t>(corpus.vocabulary.size());
  std::cerr << absl::StrFormat("%s in %s, vocabulary %s, %s parameters, about %s MB of memory\n",
                               Counted(corpus.train_words, "word"),
                               Counted(corpus.train_lines, "line"), FormatCount(vocabulary),
                               FormatCount(CountParameters(config.model(), vocabulary, ngrams)),
                               FormatCount((MemoryToTrain(config, corpus, ngrams) >> 20) + 1));
  if (ngrams > 0) {
    std::cerr << absl::StrFormat("%s of %d to %d characters\n",
                                 Counted(static_cast<uint64_t>(ngrams), "n-gram"),
                                 config.model().subwords(0), config.model().subwords(1));
  }
  PrintTextRules(config.corpus().text(), corpus.corpus_report);
  if (corpus.labelled != nullptr) PrintLabels(*corpus.labelled);
  std::cerr << (config.has_vocabulary()
                    ? "the words of a list, "
                    : absl::StrFormat("minimum count %d, ", config.corpus().min_count()));
  if (config.trainer() == TRAINER_VECTORS) {
    const ModelConfig& model = config.model();
    std::cerr << absl::StrFormat(
        "%s %s%s %s it%s, %s a target, learning rate %g, %g passes%s; ",
        model.objective() == OBJECTIVE_SKIPGRAM ? "skip-grams of a word and"
                                                : "contexts of a word:",
        config.dynamic_window() ? "1 to " : "",
        Counted(static_cast<uint64_t>(model.context()), "word"),
        model.objective() == OBJECTIVE_NEXT ? "before" : "on each side of",
        config.corpus().boundaries() == BOUNDARIES_NONE ? ", over line ends" : "",
        Counted(static_cast<uint64_t>(model.negatives()), "noise word"),
        config.optimizer().learning_rate(), config.epochs(),
        config.subsample() > 0
            ? absl::StrFormat(", words thinned out above a share of %g", config.subsample())
            : "");
  } else {
    std::cerr << absl::StrFormat("batches of %d, learning rate %g after %s of warm-up; ",
                                 config.batch_size(), config.optimizer().learning_rate(),
                                 Counted(static_cast<uint64_t>(config.warmup_steps()), "step"));
  }
  if (corpus.valid_ids().empty()) {
    std::cerr << "nothing is held out, so all epochs are trained\n";
  } else {
    std::cerr << "validation on "
              << (corpus.labelled != nullptr ? Counted(corpus.labelled->valid().size(), "line")
                                             : Counted(corpus.valid_ids().size(), "word"))
              << "\n";
  }
  PrintUnknownShares(corpus);
}

void PrintListedWords(const TrainOptions& options, absl::Span<const uint64_t> counts,
                      const Vocabulary& vocabulary) {
  uint64_t absent = 0;
  for (uint32_t id = 0; id < counts.size(); ++id) {
    absent += counts[id] == 0 && !IsSpecialWord(vocabulary.word(id)) ? 1 : 0;
  }
  PrintLine(absl::StrFormat("%s words are <unk> to %s, of whose words the text lacks %s",
                            FormatCount(counts[vocabulary.unknown_id()]),
                            InputName(options.run.vocabulary()), FormatCount(absent)));
}

void PrintEnd(const TrainOptions& options, const std::string& path, const TrainingResult& result) {
  const std::string steps = Counted(result.steps, "step");
  if (!result.saved) {
    PrintLine(absl::StrCat("stopped after ", steps, "; nothing was saved"));
    return;
  }
  if (result.end == TrainingEnd::kInterrupted) {
    PrintLine(absl::StrCat(
        "stopped after ", steps, "; ", path, " holds the model",
        result.valid_perplexity > 0 ? absl::StrCat(" of the best epoch (", QualityOf(result), ")")
                                    : " as it was then",
        result.can_resume
            ? absl::StrCat("; with ", OptionName<RunOptions>(RunOptions::kResumeFieldNumber),
                           " training goes on")
            : ""));
    return;
  }
  if (options.run.quiet()) return;
  const char* const example =
      options.config.model().objective() == OBJECTIVE_LABEL ? "line" : "word";
  PrintLine(absl::StrFormat(
      "%s %s in %s%s: %s %ss/s; %s holds the %s",
      result.end == TrainingEnd::kNoImprovement ? "no longer improving;" : "done;",
      Counted(result.words, example), FormatDuration(result.training_seconds), " of training",
      FormatCount(static_cast<uint64_t>(static_cast<double>(result.words) /
                                        std::max(1e-9, result.training_seconds))),
      example, path,
      result.valid_perplexity > 0 ? absl::StrCat("best model: ", QualityOf(result)) : "model"));
}

}  // namespace windowlm
