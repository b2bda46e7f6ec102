#include "tools/commands/text_neighbors.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "src/input/text_lines.h"
#include "src/model/vectors_file.h"
#include "src/query/text_vectors.h"
#include "tools/options/asked_text.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

// rank, line, cosine, text
constexpr int kCells = 4;

// The lines of a file that have a word which the model knows.
struct Lines {
  std::vector<uint64_t> numbers;
  std::vector<std::string> texts;
  // A row for each line.
  Matrix<float> vectors;
};

absl::StatusOr<Lines> ReadLines(const std::string& file, const ModelVectors& model,
                                const TextVectors& text_vectors, const std::string& model_name) {
  Lines lines;
  std::vector<float> rows;
  uint64_t count = 0;
  absl::Status status = ForEachWholeLine(file, [&](uint64_t number, absl::string_view line) {
    ++count;
    QuestionNotes ignored;
    const absl::StatusOr<std::vector<float>> vector =
        FindTextVector(line, model, text_vectors, model_name, &ignored);
    if (!vector.ok()) return absl::OkStatus();
    lines.numbers.push_back(number);
    lines.texts.emplace_back(absl::StripAsciiWhitespace(line));
    rows.insert(rows.end(), vector->begin(), vector->end());
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  if (lines.texts.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "no line of ", InputName(file), " has a word that is in the vocabulary of ", model_name));
  }
  if (lines.texts.size() < count) {
    PrintNote(absl::StrCat(count - lines.texts.size(), " of ", count, " lines of ", InputName(file),
                           " have no word that the model knows"));
  }
  lines.vectors.Resize(static_cast<int64_t>(lines.texts.size()), model.embeddings.columns());
  std::copy(rows.begin(), rows.end(), lines.vectors.data());
  return lines;
}

// The answer for QuestionAnswers.
std::string NearestText(const std::vector<RankedText>& nearest, const Lines& lines,
                        ResultFormat format) {
  if (format == ResultFormat::kJson) {
    JsonWriter json;
    json.Key("neighbors");
    json.BeginArray();
    for (const RankedText& each : nearest) {
      json.BeginObject();
      json.IntegerField("line", lines.numbers[each.place]);
      json.NumberField("cosine", each.cosine);
      json.StringField("text", lines.texts[each.place]);
      json.EndObject();
    }
    json.EndArray();
    return json.text();
  }
  std::string text;
  for (size_t i = 0; i < nearest.size(); ++i) {
    const uint64_t number = lines.numbers[nearest[i].place];
    const std::string& line = lines.texts[nearest[i].place];
    if (format == ResultFormat::kTsv) {
      absl::StrAppend(&text, i + 1, "\t", number, "\t", NumberText(nearest[i].cosine), "\t",
                      CellText(line), "\n");
    } else {
      absl::StrAppendFormat(&text, "  %7.4f  %7d  %s\n", nearest[i].cosine, number,
                            ShownText(line));
    }
  }
  return text;
}

}  // namespace

int AnswerWithLines(const QueryOptions& options, const std::string& file) {
  if (file == "-" && options.queries.empty()) {
    return FailUsage(absl::InvalidArgumentError(
        "the texts to compare and those to answer with cannot both be read from standard input"));
  }
  SetThreads(options.threads);
  const absl::StatusOr<ModelVectors> model = LoadVectors(options.model, options.vectors);
  if (!model.ok()) return Fail(model.status());
  const TextVectors text_vectors(model->embeddings, model->vocabulary);
  const absl::StatusOr<Lines> lines = ReadLines(file, *model, text_vectors, options.model);
  if (!lines.ok()) return Fail(lines.status());
  QuestionAnswers answers(FormOf(options, options.queries, {"text"}, kCells));
  const auto answer = [&](const std::string& text,
                          QuestionNotes* notes) -> absl::StatusOr<std::string> {
    const absl::StatusOr<std::vector<float>> vector =
        FindTextVector(text, *model, text_vectors, options.model, notes);
    if (!vector.ok()) return vector.status();
    return NearestText(NearestTexts(lines->vectors, *vector, options.top), *lines, options.format);
  };
  return AnswerQuestions(options.queries, answers, answer);
}

}  // namespace windowlm
