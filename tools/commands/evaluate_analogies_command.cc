#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/evaluate/analogies.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "tools/commands/command.h"
#include "tools/commands/word_set_command.h"
#include "tools/results/json_text.h"
#include "tools/results/messages.h"
#include "tools/results/result_format.h"

namespace windowlm {
namespace {

void WriteScore(const AnalogyScore& score, JsonWriter* json) {
  json->IntegerField("correct", score.correct);
  json->IntegerField("answered", score.answered);
  json->IntegerField("skipped", score.skipped);
  if (score.answered > 0) {
    json->NumberField("accuracy", score.accuracy());
  } else {
    json->Key("accuracy");
    json->Json("null");
  }
}

std::string Json(const std::string& file, const AnalogySummary& summary) {
  JsonWriter json;
  json.BeginObject();
  json.StringField("file", file);
  json.Key("sections");
  json.BeginArray();
  for (const AnalogySection& section : summary.sections) {
    json.BeginObject();
    json.StringField("section", section.name);
    WriteScore(section.score, &json);
    json.EndObject();
  }
  json.EndArray();
  const auto write_total = [&json](absl::string_view name, const AnalogyScore& score) {
    json.Key(name);
    json.BeginObject();
    WriteScore(score, &json);
    json.EndObject();
  };
  write_total("semantic", summary.semantic);
  write_total("syntactic", summary.syntactic);
  write_total("total", summary.total);
  json.IntegerField("comments", summary.comments);
  json.IntegerField("blank_lines", summary.blank_lines);
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

std::string Tsv(const std::string& file, const AnalogySummary& summary) {
  const std::string file_field = CellText(file);
  std::string text;
  const auto add = [&](absl::string_view kind, absl::string_view name, const AnalogyScore& score) {
    absl::StrAppend(&text, file_field, "\t", kind, "\t", CellText(name), "\t", score.correct, "\t",
                    score.answered, "\t", score.skipped, "\t",
                    score.answered > 0 ? NumberText(score.accuracy()) : "nan", "\n");
  };
  for (const AnalogySection& section : summary.sections) {
    add("section", section.name, section.score);
  }
  add("total", "semantic", summary.semantic);
  add("total", "syntactic", summary.syntactic);
  add("total", "all", summary.total);
  return text;
}

std::string Text(const std::string& file, const AnalogySummary& summary) {
  std::string text =
      absl::StrCat(ShownText(file), "\n  correct  answered  skipped  accuracy  section\n");
  const auto add = [&](absl::string_view name, const AnalogyScore& score) {
    const std::string accuracy =
        score.answered > 0 ? absl::StrFormat("%.2f%%", 100 * score.accuracy()) : "-";
    absl::StrAppendFormat(&text, "%9d %9d %8d %9s  %s\n", score.correct, score.answered,
                          score.skipped, accuracy, ShownText(name));
  };
  for (const AnalogySection& section : summary.sections) add(section.name, section.score);
  add("= semantic", summary.semantic);
  add("= syntactic", summary.syntactic);
  add("= all", summary.total);
  return text;
}

int RunAnalogies(const WordSetOptions& options) {
  const auto evaluate = [&](const std::string& file, const ModelVectors& vectors,
                            const CaselessWords& words) -> absl::StatusOr<std::string> {
    const absl::StatusOr<AnalogySummary> summary =
        EvaluateAnalogies(file, vectors.embeddings, words);
    if (!summary.ok()) return summary.status();
    const std::string name = InputName(file);
    if (options.format == ResultFormat::kJson) return Json(name, *summary);
    if (summary->comments > 0) {
      PrintNote(absl::StrCat(name, ": passed over: ", Counted(summary->comments, "comment line")));
    }
    if (options.format == ResultFormat::kTsv) return Tsv(name, *summary);
    return Text(name, *summary);
  };
  return EvaluateWordSets(options, evaluate);
}

}  // namespace

void AddEvaluateAnalogiesCommand(CLI::App& evaluate, int* exit_code) {
  CLI::App* command = evaluate.add_subcommand(
      "analogies", "How many questions \"A is to B as C is to what?\" word vectors answer");
  auto options = std::make_shared<WordSetOptions>();
  AddWordSetOptions("Files of questions, plain, .gz, .zst, .xz or .bz2; - is standard input",
                    *options, *command);
  command->footer(
      "Files are in the format of word2vec's questions-words.txt, where a line \": name\" starts\n"
      "a section and each other line is a question, \"A B C D\"; or in that of BATS, where each\n"
      "line is a pair, \"A B\", and every two pairs of a section make two questions. There a file\n"
      "without sections is one, with the file's name. D, and B of a pair, may be alternatives,\n"
      "\"b/c\": any is right, and of B the first known one is asked with. Lines that start with #\n"
      "are passed over.\n"
      "The answer is the word nearest to B - A + C of unit vectors, without A, B and C\n"
      "(3CosAdd); D is right. A question with an unknown word is skipped. Sections whose names\n"
      "start with gram, or as BATS's do with I or D and a number, are syntactic, the others\n"
      "semantic. The case of letters does not matter: of words equal but for case the most\n"
      "frequent counts. The figures are those of gensim's evaluate_word_analogies. The columns\n"
      "of tsv are file, section or total, its name, correct, answered, skipped and accuracy,\n"
      "which is nan where nothing was answered.\n"
      "Examples:\n"
      "  windowlm evaluate analogies model.wlm questions-words.txt --restrict-vocabulary=30000\n"
      "  windowlm evaluate analogies model.wlm BATS_3.0/*/*.txt --format=tsv");
  command->callback([options, exit_code] { *exit_code = RunAnalogies(*options); });
}

}  // namespace windowlm
