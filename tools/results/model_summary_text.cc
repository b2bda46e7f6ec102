#include "tools/results/model_summary_text.h"

#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "proto/run_options.pb.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/config/config_text.h"
#include "src/config/option_name.h"
#include "src/config/option_table.h"
#include "src/config/option_value.h"
#include "src/config/typed_options.h"
#include "src/input/shown_text.h"
#include "src/model/file_kind.h"
#include "src/model/model_config.h"
#include "tools/results/json_text.h"

namespace windowlm {
namespace {

// The most columns of a line of the command that made a model.
constexpr size_t kCommandLineWidth = 90;

// The number of parameters; those of an n-gram model are its probabilities and backoffs.
uint64_t Parameters(const FileHeader& header) {
  if (header.has_vectors()) {
    return (header.vocabulary_size() + header.subword_rows()) * header.vectors().dimension();
  }
  if (header.has_ngram()) {
    const NgramSummary& ngram = header.ngram();
    uint64_t parameters = header.vocabulary_size() - 1;
    for (int i = 0; i < ngram.orders_size(); ++i) {
      const uint64_t ngrams = ngram.orders(i).ngrams();
      parameters += (i > 0 ? ngrams : 0) + (i + 1 < ngram.orders_size() ? ngrams : 0);
    }
    return parameters;
  }
  return static_cast<uint64_t>(CountParameters(header.config().model(),
                                               static_cast<int64_t>(header.vocabulary_size()),
                                               static_cast<int64_t>(header.subword_rows())));
}

bool HadValidationText(const FileHeader& header) {
  return header.corpus().valid_words() > 0 && header.config().corpus().valid_fraction() == 0;
}

// " --NAME=VALUE".
template <typename Config>
std::string WithValue(int field_number, absl::string_view value) {
  return absl::StrCat(" ", OptionName<Config>(field_number), "=", value);
}

// The options of a training run that name files besides its text and its model.
std::string FileOptions(const FileHeader& header) {
  std::string options;
  if (HadValidationText(header)) {
    options += WithValue<RunOptions>(RunOptions::kValidFieldNumber, "FILE");
  }
  if (header.config().has_init_vectors()) {
    options += WithValue<RunOptions>(RunOptions::kInitVectorsFieldNumber, "FILE");
  }
  if (header.config().has_vocabulary()) {
    options += WithValue<RunOptions>(RunOptions::kVocabularyFieldNumber, "FILE");
  }
  if (header.config().has_keep_words()) {
    options += WithValue<RunOptions>(RunOptions::kKeepWordsFieldNumber, "FILE");
  }
  if (header.config().has_continued_model()) {
    options += WithValue<RunOptions>(RunOptions::kContinuedModelFieldNumber, "MODEL");
  }
  return options;
}

std::string OutputOption() {
  return WithValue<RunOptions>(RunOptions::kOutputFieldNumber, "MODEL");
}

std::vector<std::vector<std::string>> NgramOptionsOf(const FileHeader& header) {
  const CorpusConfig& corpus = header.config().corpus();
  NgramOptions run;
  run.set_order(header.ngram().orders_size());
  if (!header.ngram().given_vocabulary()) {
    std::vector<std::vector<std::string>> options = TypedOptions(run);
    for (std::vector<std::string>& group : TypedOptions(corpus)) {
      options.push_back(std::move(group));
    }
    return options;
  }
  // The other model decides all other rules for words.
  run.set_vocabulary_of("OTHER");
  std::vector<std::vector<std::string>> options = TypedOptions(run);
  for (const int number :
       {CorpusConfig::kBoundariesFieldNumber, CorpusConfig::kValidFractionFieldNumber}) {
    options.back().push_back(TypedOption(OptionOf<CorpusConfig>(number), corpus));
  }
  return options;
}

// The options by which an imported n-gram model reads texts.
std::vector<std::vector<std::string>> ImportOptionsOf(const FileHeader& header) {
  const CorpusConfig& corpus = header.config().corpus();
  std::vector<std::vector<std::string>> options = {
      {TypedOption(OptionOf<CorpusConfig>(CorpusConfig::kBoundariesFieldNumber), corpus)}};
  if (header.ngram().given_vocabulary()) {
    NgramOptions run;
    run.set_vocabulary_of("OTHER");
    options.back().push_back(
        TypedOption(OptionOf<NgramOptions>(NgramOptions::kVocabularyOfFieldNumber), run));
    return options;
  }
  for (std::vector<std::string>& group : TypedOptions(corpus.text())) {
    options.push_back(std::move(group));
  }
  return options;
}

// The options of the command that made the model.
std::vector<std::vector<std::string>> OptionsOf(const FileHeader& header) {
  if (header.ngram().has_import()) return ImportOptionsOf(header);
  return header.has_ngram() ? NgramOptionsOf(header) : TypedOptions(header.config());
}

// The command that made the model, to be pasted into a shell, with `line_end` between its lines.
std::string CommandLine(const FileHeader& header, absl::string_view line_end) {
  if (header.has_vectors()) return absl::StrCat("windowlm import FILE", OutputOption());
  const std::string source = header.ngram().has_import()
                                 ? WithValue<NgramOptions>(NgramOptions::kImportFieldNumber, "FILE")
                                 : " CORPUS";
  std::vector<std::string> lines = {absl::StrCat("windowlm ",
                                                 header.has_ngram() ? "ngram" : "train", source,
                                                 OutputOption(), FileOptions(header))};
  for (const std::vector<std::string>& group : OptionsOf(header)) {
    lines.emplace_back();
    for (const std::string& option : group) {
      if (lines.back().size() + option.size() > kCommandLineWidth) lines.emplace_back();
      absl::StrAppend(&lines.back(), lines.back().empty() ? "" : " ", ShownText(option));
    }
  }
  return absl::StrJoin(lines, line_end);
}

std::string TrainingText(const TrainingSummary& training) {
  std::string text =
      absl::StrCat(Counted(training.steps(), "step"), ", ", Counted(training.words(), "word"));
  if (training.valid_perplexity() > 0) {
    absl::StrAppendFormat(&text, ", validation perplexity %.2f", training.valid_perplexity());
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

std::string Kind(const FileHeader& header) {
  if (header.has_ngram()) return absl::StrCat(header.ngram().orders_size(), "-gram");
  switch (header.config().model().objective()) {
    case OBJECTIVE_MASKED:
      return "masked";
    case OBJECTIVE_SKIPGRAM:
      return "skip-gram";
    default:
      return "next-word";
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

// The configuration in Protocol Buffers' JSON, with the names of the proto file for its fields.
template <typename Config>
std::string ConfigJson(Config config) {
  SetZeroes(&config);
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string text;
  const bool done = google::protobuf::util::MessageToJsonString(config, &text, options).ok();
  return done ? text : "null";
}

void WriteCorpus(const CorpusSummary& corpus, JsonWriter& json) {
  json.BeginObject();
  json.IntegerField("bytes", corpus.bytes());
  json.StringField("crc32c", absl::StrFormat("%08x", corpus.crc32c()));
  json.IntegerField("train_words", corpus.train_words());
  json.IntegerField("train_lines", corpus.train_lines());
  json.IntegerField("valid_words", corpus.valid_words());
  json.EndObject();
}

void WriteVectors(const VectorsSummary& vectors, JsonWriter& json) {
  json.BeginObject();
  json.IntegerField("words", vectors.words() + (vectors.has_line_start() ? 1 : 0));
  json.IntegerField("dimension", vectors.dimension());
  json.IntegerField("bytes", vectors.bytes());
  json.StringField("crc32c", absl::StrFormat("%08x", vectors.crc32c()));
  json.EndObject();
}

void WriteTraining(const TrainingSummary& training, JsonWriter& json) {
  json.BeginObject();
  json.IntegerField("steps", training.steps());
  json.IntegerField("words", training.words());
  if (training.valid_perplexity() > 0) {
    json.NumberField("valid_perplexity", training.valid_perplexity());
  }
  json.EndObject();
}

void WriteOrders(const NgramSummary& ngram, JsonWriter& json) {
  json.BeginArray();
  for (const NgramOrder& order : ngram.orders()) {
    json.BeginObject();
    json.IntegerField("ngrams", order.ngrams());
    json.Key("discounts");
    json.BeginArray();
    for (const double discount : order.discounts()) json.Json(NumberText(discount));
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
}

void WriteWords(const std::vector<FrequentWord>& words, JsonWriter& json) {
  json.BeginArray();
  for (const FrequentWord& word : words) {
    json.BeginObject();
    json.StringField("word", word.word);
    json.IntegerField("count", word.count);
    json.EndObject();
  }
  json.EndArray();
}

void WriteTensors(const std::vector<TensorShape>& tensors, JsonWriter& json) {
  json.BeginArray();
  for (const TensorShape& tensor : tensors) {
    json.BeginObject();
    json.StringField("name", tensor.name);
    json.IntegerField("rows", static_cast<uint64_t>(tensor.rows));
    json.IntegerField("columns", static_cast<uint64_t>(tensor.columns));
    json.EndObject();
  }
  json.EndArray();
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
      "%s: a %s model, written by windowlm %s\n\n"
      "file        %s bytes\n"
      "vocabulary  %s words\n"
      "parameters  %s\n",
      ShownText(path), Kind(header), ShownText(header.program_version()),
      FormatCount(summary.file_bytes), FormatCount(header.vocabulary_size()),
      FormatCount(Parameters(header)));
  if (header.ngram().has_import()) {
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
  text += header.has_ngram() ? OrdersText(header.ngram())
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

std::string ModelSummaryJson(const std::string& path, const ModelSummary& summary) {
  const FileHeader& header = summary.header;
  JsonWriter json;
  json.BeginObject();
  json.StringField("file", path);
  json.IntegerField("bytes", summary.file_bytes);
  json.StringField("program_version", header.program_version());
  json.IntegerField("vocabulary_size", header.vocabulary_size());
  json.IntegerField("parameters", Parameters(header));
  if (header.has_vectors()) {
    json.Key("vectors");
    WriteVectors(header.vectors(), json);
  } else if (header.ngram().has_import()) {
    json.Key("imported");
    json.BeginObject();
    json.IntegerField("bytes", header.ngram().import().bytes());
    json.StringField("crc32c", absl::StrFormat("%08x", header.ngram().import().crc32c()));
    json.EndObject();
  } else {
    json.Key("corpus");
    WriteCorpus(header.corpus(), json);
  }
  if (header.has_ngram()) {
    json.Key("orders");
    WriteOrders(header.ngram(), json);
  } else if (!header.has_vectors()) {
    json.Key("training");
    WriteTraining(header.training(), json);
  }
  json.Key("most_frequent_words");
  WriteWords(summary.frequent_words, json);
  if (!summary.tensors.empty()) {
    json.Key("tensors");
    WriteTensors(summary.tensors, json);
  }
  json.Key("config");
  if (header.has_ngram()) {
    json.BeginObject();
    json.Key("corpus");
    json.Json(ConfigJson(header.config().corpus()));
    json.EndObject();
  } else {
    json.Json(ConfigJson(header.config()));
  }
  json.StringField("train_command", CommandLine(header, " "));
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

std::string ModelConfigText(const ModelSummary& summary) {
  return absl::StrCat("# A TrainConfig; with the same files it makes the same model:\n",
                      "#   windowlm train CORPUS",
                      WithValue<RunOptions>(RunOptions::kConfigFieldNumber, "THIS_FILE"),
                      FileOptions(summary.header), OutputOption(), "\n",
                      TrainConfigText(summary.header.config()));
}

}  // namespace windowlm
