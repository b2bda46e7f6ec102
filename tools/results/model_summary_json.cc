#include "tools/results/model_summary_json.h"

#include <google/protobuf/util/json_util.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "src/config/option_value.h"
#include "tools/results/json_text.h"
#include "tools/results/made_by.h"

namespace windowlm {
namespace {

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
    if (training.valid_accuracy() > 0) {
      json.NumberField("valid_accuracy", training.valid_accuracy());
    }
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

}  // namespace

std::string ModelSummaryJson(const std::string& path, const ModelSummary& summary) {
  const FileHeader& header = summary.header;
  JsonWriter json;
  json.BeginObject();
  json.StringField("file", path);
  json.IntegerField("bytes", summary.file_bytes);
  json.StringField("program_version", header.program_version());
  json.IntegerField("vocabulary_size", header.vocabulary_size());
  json.IntegerField("parameters", ParameterCount(header));
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
  if (header.has_mixture()) {
    json.Key("mixture");
    json.Json(ConfigJson(header.mixture()));
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

}  // namespace windowlm
