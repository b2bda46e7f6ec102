#include "tools/results/model_summary_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "src/base/format_count.h"
#include "src/input/shown_text.h"
#include "src/model/file_kind.h"
#include "src/model/mixture/mixture_header.h"
#include "tools/results/made_by.h"
#include "tools/results/mixture_text.h"

namespace windowlm {
namespace {

std::string TrainingText(const TrainingSummary& training) {
  std::string text =
      absl::StrCat(Counted(training.steps(), "step"), ", ", Counted(training.words(), "word"));
  if (training.valid_perplexity() > 0) {
    absl::StrAppend(
        &text,
        training.valid_accuracy() > 0
            ? absl::StrFormat(", validation accuracy %.2f%%", 100 * training.valid_accuracy())
            : absl::StrFormat(", validation perplexity %.2f", training.valid_perplexity()));
  }
  return text;
}

// A file that a model or its vectors come from: "123 bytes, CRC-32C 0123abcd".
std::string FileText(uint64_t bytes, uint32_t crc32c) {
  return absl::StrFormat("%s bytes, CRC-32C %08x", FormatCount(bytes), crc32c);
}

// A line for each file, besides its text, that training started from.
std::string StartText(const TrainConfig& config) {
  std::string text;
  const auto add = [&text](absl::string_view what, const StartSummary& start) {
    absl::StrAppend(&text, what, " of ", FileText(start.bytes(), start.crc32c()), "\n");
  };
  if (config.has_init_vectors()) add("started     from word vectors", config.init_vectors());
  if (config.has_continued_model()) add("started     from a model", config.continued_model());
  if (config.has_vocabulary()) add("words       those of a list", config.vocabulary());
  if (config.has_keep_words()) add("words       kept by a list", config.keep_words());
  return text;
}

// "next-word model".
std::string KindText(const FileHeader& header) {
  if (header.has_mixture()) {
    return absl::StrCat("mixture of ", Counted(header.mixture().models_size(), "model"),
                        header.mixture().cache_words() > 0 ? " and a cache" : "");
  }
  if (header.has_ngram()) return absl::StrCat(header.ngram().orders_size(), "-gram model");
  switch (header.config().model().objective()) {
    case OBJECTIVE_MASKED:
      return "masked model";
    case OBJECTIVE_SKIPGRAM:
      return "skip-gram model";
    case OBJECTIVE_LABEL:
      return absl::StrCat("model of ", Counted(header.config().model().labels(), "label"));
    default:
      return "next-word model";
  }
}

std::string OrdersText(const NgramSummary& ngram) {
  std::string text;
  for (int i = 0; i < ngram.orders_size(); ++i) {
    const NgramOrder& order = ngram.orders(i);
    absl::StrAppend(&text, i == 0 ? "n-grams     " : "            ", FormatCount(order.ngrams()),
                    " of order ", i + 1, order.discounts_size() > 0 ? ", discounts " : "",
                    absl::StrJoin(order.discounts(), ", ",
                                  [](std::string* out, double discount) {
                                    absl::StrAppendFormat(out, "%.4f", discount);
                                  }),
                    "\n");
  }
  return text;
}

// The models of a mixture, their shares, and what these were fitted to.
std::string MixtureText(const FileHeader& header) {
  const MixtureSummary& mixture = header.mixture();
  std::string text;
  std::vector<std::string> names;
  for (const FileHeader& model : mixture.models()) {
    const std::string name = absl::StrCat("model ", names.size() + 1);
    absl::StrAppendFormat(&text, "%-12sa %s, %s parameters\n", name, KindText(model),
                          FormatCount(ParameterCount(model)));
    if (!model.has_ngram()) {
      absl::StrAppendFormat(&text, "%-12s%s\n", "", TrainingText(model.training()));
    }
    names.push_back(name);
  }
  if (mixture.cache_words() > 0) {
    absl::StrAppend(&text, "cache       the last ", Counted(mixture.cache_words(), "word"), "\n");
  }
  absl::StrAppendFormat(&text, "fitted to   %s, on which the mixture's perplexity is %.2f\n\n",
                        Counted(mixture.fit_words(), "word"), mixture.fit_perplexity());
  return absl::StrCat(text, "shares\n", MixtureSharesText(names, WeightsOf(mixture)));
}

std::string TensorsText(const std::vector<TensorShape>& tensors) {
  std::string text;
  if (!tensors.empty()) text += "\ntensors\n";
  for (const TensorShape& tensor : tensors) {
    absl::StrAppendFormat(&text, "  %14s  %s\n", absl::StrCat(tensor.rows, " x ", tensor.columns),
                          ShownText(tensor.name));
  }
  return text;
}

// The summary of a file of imported vectors.
std::string VectorsText(const std::string& path, const ModelSummary& summary) {
  const FileHeader& header = summary.header;
  const VectorsSummary& vectors = header.vectors();
  std::string text = absl::StrFormat(
      "%s: word vectors, imported by windowlm %s\n\n"
      "file        %s bytes\n"
      "vectors     %s of %d numbers\n"
      "imported    from %s\n"
      "\nfirst words\n",
      ShownText(path), ShownText(header.program_version()), FormatCount(summary.file_bytes),
      FormatCount(vectors.words() + (vectors.has_line_start() ? 1 : 0)), vectors.dimension(),
      FileText(vectors.bytes(), vectors.crc32c()));
  for (const FrequentWord& word : summary.frequent_words) {
    absl::StrAppend(&text, "  ", ShownText(word.word), "\n");
  }
  absl::StrAppend(&text, TensorsText(summary.tensors), "\nmade by\n  ", CommandLine(header, ""),
                  "\n");
  return text;
}

}  // namespace

std::string ModelSummaryText(const std::string& path, const ModelSummary& summary) {
  const FileHeader& header = summary.header;
  if (header.has_vectors()) return VectorsText(path, summary);
  const CorpusSummary& corpus = header.corpus();
  std::string text = absl::StrFormat(
      "%s: a %s, written by windowlm %s\n\n"
      "file        %s bytes\n"
      "vocabulary  %s words\n"
      "parameters  %s\n",
      ShownText(path), KindText(header), ShownText(header.program_version()),
      FormatCount(summary.file_bytes), FormatCount(header.vocabulary_size()),
      FormatCount(ParameterCount(header)));
  if (header.ngram().has_import() && !header.has_mixture()) {
    const NgramImport& import = header.ngram().import();
    absl::StrAppend(&text, "imported    from ", FileText(import.bytes(), import.crc32c()), "\n");
  } else {
    absl::StrAppendFormat(
        &text,
        "corpus      %s\n"
        "            %s in %s to train on, %s to validate with\n",
        FileText(corpus.bytes(), corpus.crc32c()), Counted(corpus.train_words(), "word"),
        Counted(corpus.train_lines(), "line"), Counted(corpus.valid_words(), "word"));
  }
  text += header.has_mixture() ? MixtureText(header)
          : header.has_ngram() ? OrdersText(header.ngram())
                               : absl::StrCat("training    ", TrainingText(header.training()), "\n",
                                              StartText(header.config()));
  const bool counted = HasCounts(header);
  text += counted ? "\nmost frequent words\n" : "\nfirst words\n";
  for (const FrequentWord& word : summary.frequent_words) {
    absl::StrAppendFormat(&text, "  %14s  %s\n", counted ? FormatCount(word.count) : "",
                          ShownText(word.word));
  }
  absl::StrAppend(&text, TensorsText(summary.tensors), "\nmade by\n  ",
                  CommandLine(header, " \\\n    "), "\n");
  return text;
}

}  // namespace windowlm
