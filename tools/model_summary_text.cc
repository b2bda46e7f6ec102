#include "tools/model_summary_text.h"

#include <google/protobuf/util/json_util.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "src/base/format_count.h"
#include "src/model/model_config.h"
#include "tools/json_text.h"
#include "tools/train_command_line.h"
#include "tools/train_config_text.h"

namespace windowlm {
namespace {

uint64_t Parameters(const FileHeader& header) {
  if (header.has_vectors()) return header.vocabulary_size() * header.vectors().dimension();
  return static_cast<uint64_t>(
      CountParameters(header.config().model(), static_cast<int64_t>(header.vocabulary_size())));
}

bool HadValidationText(const FileHeader& header) {
  return header.corpus().valid_words() > 0 && header.config().corpus().valid_fraction() == 0;
}

// That of the training, to be pasted into a shell; `line_end` stands between its lines.
std::string CommandLine(const FileHeader& header, absl::string_view line_end) {
  if (header.has_vectors()) return "windowlm import FILE --output=MODEL";
  std::string first = "windowlm train CORPUS --output=MODEL";
  if (HadValidationText(header)) first += " --valid=FILE";
  if (header.config().has_init_vectors()) first += " --init-vectors=FILE";
  if (header.config().has_continued_model()) first += " --continue=MODEL";
  std::vector<std::string> lines = {std::move(first)};
  for (const std::vector<std::string>& group : TrainCommandLine(header.config())) {
    lines.push_back(absl::StrJoin(group, " "));
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

// What a model or its vectors come from: "123 bytes, CRC-32C 0123abcd".
std::string FileText(uint64_t bytes, uint32_t crc32c) {
  return absl::StrFormat("%s bytes, CRC-32C %08x", FormatCount(bytes), crc32c);
}

// A line for each file that training started from.
std::string StartText(const TrainConfig& config) {
  std::string text;
  const auto add = [&text](absl::string_view what, const StartSummary& start) {
    absl::StrAppend(&text, "started     from ", what, " of ",
                    FileText(start.bytes(), start.crc32c()), "\n");
  };
  if (config.has_init_vectors()) add("word vectors", config.init_vectors());
  if (config.has_continued_model()) add("a model", config.continued_model());
  return text;
}

// As protobuf's JSON has it, with the names of its fields.
std::string ConfigJson(const TrainConfig& config) {
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
                          tensor.name);
  }
  return text;
}

// Of a file of imported vectors.
std::string VectorsText(const std::string& path, const ModelSummary& summary) {
  const FileHeader& header = summary.header;
  const VectorsSummary& vectors = header.vectors();
  std::string text = absl::StrFormat(
      "%s: word vectors, imported by windowlm %s\n\n"
      "file        %s bytes\n"
      "vectors     %s of %d numbers\n"
      "imported    from %s\n"
      "\nfirst words\n",
      path, header.program_version(), FormatCount(summary.file_bytes),
      FormatCount(vectors.words() + (vectors.has_line_start() ? 1 : 0)), vectors.dimension(),
      FileText(vectors.bytes(), vectors.crc32c()));
  for (const FrequentWord& word : summary.frequent_words) {
    absl::StrAppend(&text, "  ", word.word, "\n");
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
  const bool masked = header.config().model().objective() == OBJECTIVE_MASKED;
  std::string text = absl::StrFormat(
      "%s: a %s model, written by windowlm %s\n\n"
      "file        %s bytes\n"
      "vocabulary  %s words\n"
      "parameters  %s\n"
      "corpus      %s\n"
      "            %s in %s to train on, %s to validate with\n"
      "training    %s\n",
      path, masked ? "masked" : "next-word", header.program_version(),
      FormatCount(summary.file_bytes), FormatCount(header.vocabulary_size()),
      FormatCount(Parameters(header)), FileText(corpus.bytes(), corpus.crc32c()),
      Counted(corpus.train_words(), "word"), Counted(corpus.train_lines(), "line"),
      Counted(corpus.valid_words(), "word"), TrainingText(header.training()));
  text += StartText(header.config());
  text += "\nmost frequent words\n";
  for (const FrequentWord& word : summary.frequent_words) {
    absl::StrAppendFormat(&text, "  %14s  %s\n", FormatCount(word.count), word.word);
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
  } else {
    json.Key("corpus");
    WriteCorpus(header.corpus(), json);
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
  json.Json(ConfigJson(header.config()));
  json.StringField("train_command", CommandLine(header, " "));
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

std::string ModelConfigText(const ModelSummary& summary) {
  return absl::StrCat("# A TrainConfig; with the same texts it makes the same model:\n",
                      "#   windowlm train CORPUS --config=THIS_FILE",
                      HadValidationText(summary.header) ? " --valid=FILE" : "", " --output=MODEL\n",
                      TrainConfigText(summary.header.config()));
}

}  // namespace windowlm
