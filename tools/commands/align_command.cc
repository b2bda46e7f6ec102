#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "proto/train_config.pb.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/input/shown_text.h"
#include "src/model/vectors_file.h"
#include "src/query/alignment.h"
#include "src/query/moved_words.h"
#include "src/query/neighbors.h"
#include "src/store/atomic_file.h"
#include "src/store/output_claim.h"
#include "src/vectors/foreign_vectors.h"
#include "tools/commands/command.h"
#include "tools/options/answer_words.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/number_option.h"
#include "tools/options/output_path.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/messages.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

std::string MinCountOption() {
  return OptionName<CorpusConfig>(CorpusConfig::kMinCountFieldNumber);
}

// Words seen less often than this have vectors that chance decides.
constexpr uint64_t kAutomaticMinCount = 50;
constexpr int64_t kMostWords = 1000000;

struct Options {
  std::string old_model;
  std::string new_model;
  std::string output;
  int64_t top = 20;
  int64_t neighbors = 4;
  uint64_t min_count = kAutomaticMinCount;
  bool min_count_given = false;
  // A file of the words that are asked about; empty if all are.
  std::string among;
  absl::optional<Vectors> vectors;
  ResultFormat format = ResultFormat::kText;
  int threads = 0;
};

// One of the two models, with what was found in it.
struct Side {
  std::string path;
  ModelVectors vectors;
  // The words that are nearest to each word that moved.
  std::vector<std::vector<std::string>> neighbors;
};

absl::StatusOr<Side> LoadSide(const std::string& path, const Options& options) {
  absl::StatusOr<ModelVectors> vectors = LoadVectors(path, options.vectors);
  if (!vectors.ok()) return vectors.status();
  if (options.min_count_given) {
    const absl::Status status = CheckHasCounts(*vectors, path, MinCountOption());
    if (!status.ok()) return status;
  }
  return Side{path, *std::move(vectors), {}};
}

// Finds the nearest of the shared words to each word that moved; `id` tells the side.
void FindNeighbors(const std::vector<CommonWord>& shared, const std::vector<MovedWord>& moved,
                   uint32_t CommonWord::*id, int64_t count, Side& side) {
  std::vector<bool> may_answer(side.vectors.vocabulary.size(), false);
  for (const CommonWord& word : shared) may_answer[word.*id] = true;
  std::vector<uint32_t> ids;
  for (const MovedWord& each : moved) ids.push_back(each.word.*id);
  const NeighborFinder finder(side.vectors.embeddings, side.vectors.vocabulary, may_answer);
  for (const std::vector<RankedWord>& nearest :
       finder.NearestToWords(ids, count, /*show_unknown=*/false)) {
    std::vector<std::string>& words = side.neighbors.emplace_back();
    for (const RankedWord& word : nearest) {
      words.emplace_back(side.vectors.vocabulary.word(word.id));
    }
  }
}

// What the command found.
struct Answer {
  size_t shared_words;
  std::vector<MovedWord> moved;
};

// The words of `moved` that are asked about, as far as they are wanted.
absl::StatusOr<std::vector<MovedWord>> AskedWords(std::vector<MovedWord> moved,
                                                  const Options& options, const Side& old_side) {
  AnswerWordOptions asked;
  asked.among = options.among;
  const absl::StatusOr<std::vector<bool>> is_asked =
      ReadAnswerWords(asked, old_side.vectors, old_side.path);
  if (!is_asked.ok()) return is_asked.status();
  if (!is_asked->empty()) {
    moved.erase(std::remove_if(moved.begin(), moved.end(),
                               [&is_asked](const MovedWord& each) {
                                 return !(*is_asked)[each.word.first_id];
                               }),
                moved.end());
  }
  moved.resize(std::min(moved.size(), static_cast<size_t>(options.top)));
  return moved;
}

std::string Json(const Answer& answer, const Side& old_side, const Side& new_side) {
  JsonWriter json;
  json.BeginObject();
  json.IntegerField("shared_words", answer.shared_words);
  json.Key("moved");
  json.BeginArray();
  for (size_t i = 0; i < answer.moved.size(); ++i) {
    const MovedWord& moved = answer.moved[i];
    json.BeginObject();
    json.StringField("word", old_side.vectors.vocabulary.word(moved.word.first_id));
    json.NumberField("movement", moved.movement);
    json.NumberField("cosine", moved.cosine);
    json.IntegerField("old_count", old_side.vectors.vocabulary.count(moved.word.first_id));
    json.IntegerField("new_count", new_side.vectors.vocabulary.count(moved.word.second_id));
    for (const auto& [name, side] :
         {std::pair("old_neighbors", &old_side), std::pair("new_neighbors", &new_side)}) {
      json.Key(name);
      json.BeginArray();
      for (const std::string& word : side->neighbors[i]) json.String(word);
      json.EndArray();
    }
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return json.text() + "\n";
}

std::string Tsv(const Answer& answer, const Side& old_side, const Side& new_side) {
  std::string text;
  for (size_t i = 0; i < answer.moved.size(); ++i) {
    const MovedWord& moved = answer.moved[i];
    absl::StrAppend(&text, i + 1, "\t",
                    CellText(old_side.vectors.vocabulary.word(moved.word.first_id)), "\t",
                    NumberText(moved.movement), "\t", NumberText(moved.cosine), "\t");
    absl::StrAppend(&text, old_side.vectors.vocabulary.count(moved.word.first_id), "\t",
                    new_side.vectors.vocabulary.count(moved.word.second_id));
    for (const Side* side : {&old_side, &new_side}) {
      absl::StrAppend(&text, "\t", CellText(absl::StrJoin(side->neighbors[i], " ")));
    }
    text.push_back('\n');
  }
  return text;
}

std::string Text(const Answer& answer, const Side& old_side, const Side& new_side) {
  std::string text = "movement  cosine\n";
  for (size_t i = 0; i < answer.moved.size(); ++i) {
    const MovedWord& moved = answer.moved[i];
    absl::StrAppendFormat(&text, "%8.2f %7.3f  %s: %s -> %s\n", moved.movement, moved.cosine,
                          ShownText(old_side.vectors.vocabulary.word(moved.word.first_id)),
                          ShownText(absl::StrJoin(old_side.neighbors[i], ", ")),
                          ShownText(absl::StrJoin(new_side.neighbors[i], ", ")));
  }
  return text;
}

std::string AnswerText(const Answer& answer, ResultFormat format, const Side& old_side,
                       const Side& new_side) {
  switch (format) {
    case ResultFormat::kJson:
      return Json(answer, old_side, new_side);
    case ResultFormat::kTsv:
      return Tsv(answer, old_side, new_side);
    case ResultFormat::kText:
      break;
  }
  return Text(answer, old_side, new_side);
}

// Writes the vectors of a model's own words.
absl::Status SaveSide(const std::string& path, const Side& side) {
  ForeignVectors vectors;
  const auto columns = static_cast<size_t>(side.vectors.embeddings.columns());
  vectors.vectors = RowBlocks(columns);
  for (const uint32_t id : side.vectors.exported_ids) {
    vectors.words.emplace_back(side.vectors.vocabulary.word(id));
    vectors.vectors.Append({side.vectors.embeddings.row(id), columns});
  }
  return SaveVectors(path, vectors);
}

absl::Status CheckDimensions(const Side& old_side, const Side& new_side) {
  const int64_t old_size = old_side.vectors.embeddings.columns();
  const int64_t new_size = new_side.vectors.embeddings.columns();
  if (old_size == new_size) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "the vectors of ", old_side.path, " have ", old_size, " numbers and those of ", new_side.path,
      " have ", new_size, "; only vectors of one length can be aligned"));
}

int RunAlign(Options options) {
  std::unique_ptr<OutputClaim> claim;
  if (!options.output.empty()) {
    absl::Status usage = CheckIsNoStream(options.output);
    usage.Update(CheckIsNoInput(options.output, options.old_model, "a model that is read"));
    usage.Update(CheckIsNoInput(options.output, options.new_model, "a model that is read"));
    if (!usage.ok()) return FailUsage(usage);
    absl::StatusOr<std::unique_ptr<OutputClaim>> taken = OutputClaim::Take(options.output);
    if (!taken.ok()) return Fail(taken.status());
    claim = *std::move(taken);
    if (const absl::Status status = CheckWritable(options.output); !status.ok()) {
      return Fail(status);
    }
  }
  SetThreads(options.threads);
  absl::StatusOr<Side> old_side = LoadSide(options.old_model, options);
  if (!old_side.ok()) return Fail(old_side.status());
  absl::StatusOr<Side> new_side = LoadSide(options.new_model, options);
  if (!new_side.ok()) return Fail(new_side.status());
  if (const absl::Status status = CheckDimensions(*old_side, *new_side); !status.ok()) {
    return Fail(status);
  }
  if (!old_side->vectors.has_counts() || !new_side->vectors.has_counts()) options.min_count = 0;
  const std::vector<CommonWord> shared = FindCommonWords(
      old_side->vectors.vocabulary, new_side->vectors.vocabulary, options.min_count);
  const int64_t size = old_side->vectors.embeddings.columns();
  if (static_cast<int64_t>(shared.size()) < size) {
    return Fail(absl::FailedPreconditionError(absl::StrCat(
        "the two models share ", Counted(shared.size(), "word"),
        options.min_count > 0 ? absl::StrCat(" that each has seen ", options.min_count,
                                             " times or more (", MinCountOption(), ")")
                              : "",
        ", and vectors of ", size, " numbers need at least ", size, " to be aligned")));
  }
  const Matrix<double> rotation =
      FindRotation(old_side->vectors.embeddings, new_side->vectors.embeddings, shared);
  Rotate(rotation, &old_side->vectors.embeddings);
  absl::StatusOr<std::vector<MovedWord>> moved =
      AskedWords(FindMovedWords(old_side->vectors.embeddings, new_side->vectors.embeddings, shared),
                 options, *old_side);
  if (!moved.ok()) return Fail(moved.status());
  const Answer answer = {shared.size(), *std::move(moved)};
  FindNeighbors(shared, answer.moved, &CommonWord::first_id, options.neighbors, *old_side);
  FindNeighbors(shared, answer.moved, &CommonWord::second_id, options.neighbors, *new_side);
  if (claim != nullptr) {
    if (const absl::Status status = SaveSide(options.output, *old_side); !status.ok()) {
      return Fail(status);
    }
    PrintNote(absl::StrCat(options.output, " holds the vectors of ", options.old_model,
                           " in the space of ", options.new_model));
  }
  ResultsOutput output;
  output.Write(AnswerText(answer, options.format, *old_side, *new_side));
  const absl::Status status = output.Finish();
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddAlignCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("align", "Tells which words' company differs most between two models");
  auto options = std::make_shared<Options>();
  command->add_option("OLD", options->old_model, "A model file, of windowlm train or import")
      ->required()
      ->type_name("")
      ->transform(Unshielded());
  command->add_option("NEW", options->new_model, "Another, of another time, place or writer")
      ->required()
      ->type_name("")
      ->transform(Unshielded());
  command
      ->add_option("-o,--output", options->output,
                   "A file to write, with the vectors of OLD in the space of NEW")
      ->type_name("MODEL");
  AddNumber<int64_t>(*command, "--top", options->top, "N", "How many words to show",
                     {1, kMostWords});
  AddNumber<int64_t>(*command, "--neighbors", options->neighbors, "N",
                     "How many words near each to show", {1, 1000});
  CLI::Option* const min_count = AddNumber<uint64_t>(*command, MinCountOption(), options->min_count,
                                                     "N", "Compare words that both saw so often",
                                                     {0, std::numeric_limits<uint64_t>::max()});
  command
      ->add_option("--among", options->among,
                   "Show only words of this file, one a line; - is standard input")
      ->type_name("FILE")
      ->transform(Unshielded());
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddVectorsOption(*command, &options->vectors);
  AddThreadsOption(*command, &options->threads);
  AddQuietOption(*command);
  command->footer(
      "The vectors of OLD are turned so that the words that both models know come as near as they\n"
      "can to their vectors in NEW (orthogonal Procrustes); no cosine within OLD changes. The "
      "words\n"
      "whose two vectors are then farthest apart come first, each with its nearest words in OLD "
      "and,\n"
      "behind the arrow, in NEW. Rare words move by chance, so that the movement is counted from "
      "the\n"
      "median of 500 words that are as frequent, and in their usual deviation from it: 2 is much, "
      "5\n"
      "is hardly chance. Train both models with the same options; trained on one text with two "
      "--seed\n"
      "they tell what is noise. Imported vectors have no counts, and all their words are "
      "compared.\n"
      "In novels names come first, whose bearers are others; --among leaves them out, or asks "
      "about\n"
      "the words of a question.\n"
      "The columns of tsv are rank, word, movement, cosine, count in OLD, count in NEW, and the "
      "words\n"
      "near it in each.\n"
      "Examples:\n"
      "  windowlm align novels-1820.wlm novels-1890.wlm\n"
      "  windowlm align novels-1820.wlm novels-1890.wlm --among=adjectives.txt\n"
      "  windowlm align left.wlm right.wlm --top=50 --output=aligned.wlm");
  command->callback([options, min_count, exit_code] {
    options->min_count_given = min_count->count() > 0;
    *exit_code = RunAlign(*options);
  });
}

}  // namespace windowlm
