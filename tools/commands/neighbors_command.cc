#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/base/parallel_for.h"
#include "src/input/shown_text.h"
#include "src/model/vectors_file.h"
#include "src/query/neighbors.h"
#include "src/query/unit_vector_sum.h"
#include "src/query/word_expression.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/answer_words.h"
#include "tools/options/asked_word.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/ranked_words_text.h"

namespace windowlm {
namespace {

constexpr char kExpression[] = "--expression";
constexpr char kNegative[] = "--negative";
constexpr char kCounts[] = "--counts";

struct NeighborsOptions {
  QueryOptions query;
  AnswerWordOptions answers;
  std::string expression;
  std::vector<std::string> negatives;
  bool counts = false;
};

WordCounts CountsOf(const NeighborsOptions& options) {
  return options.counts ? WordCounts::kShown : WordCounts::kLeftOut;
}

// An error, with the place where it is.
absl::Status At(absl::string_view place, const absl::Status& error) {
  return absl::Status(error.code(), absl::StrCat(place, ": ", error.message()));
}

// What neighbours are sought of.
struct Question {
  // As the user asked it.
  std::string text;
  std::vector<float> vector;
  // The ids of the words that make the vector; they are no answers.
  std::vector<uint32_t> words;
};

// A word of a question, and what its vector is multiplied by.
struct Term {
  AskedWord word;
  float weight;
};

// A question about the sum of words. A word alone is compared as it is.
absl::StatusOr<Question> Ask(std::string text, const std::vector<Term>& terms, int64_t size) {
  Question question;
  question.text = std::move(text);
  for (const Term& term : terms) {
    if (term.word.id.has_value()) question.words.push_back(*term.word.id);
  }
  if (terms.size() == 1 && terms[0].weight == 1) {
    question.vector = terms[0].word.vector;
    return question;
  }
  std::vector<WeightedVector> vectors;
  for (const Term& term : terms) vectors.push_back({term.word.vector, term.weight});
  question.vector = SumOfUnitVectors(vectors, size);
  for (const float value : question.vector) {
    if (value != 0) return question;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("the terms of ", QuotedExcerpt(question.text),
                   " cancel out: nothing is near to a vector of zeros"));
}

absl::StatusOr<std::vector<Term>> FindNegatives(const NeighborsOptions& options,
                                                const ModelVectors& vectors, QuestionNotes* notes) {
  std::vector<Term> negatives;
  for (const std::string& typed : options.negatives) {
    absl::StatusOr<AskedWord> word = FindAskedWord(typed, vectors, options.query.model, notes);
    if (!word.ok()) return At(kNegative, word.status());
    negatives.push_back({*std::move(word), -1});
  }
  return negatives;
}

absl::StatusOr<std::vector<Term>> FindTerms(const std::vector<ExpressionTerm>& terms,
                                            const ModelVectors& vectors, const std::string& model,
                                            QuestionNotes* notes) {
  std::vector<Term> words;
  for (const ExpressionTerm& term : terms) {
    absl::StatusOr<AskedWord> word = FindAskedWord(term.word, vectors, model, notes);
    if (!word.ok()) return At(kExpression, At(term.place, word.status()));
    words.push_back({*std::move(word), term.sign});
  }
  return words;
}

// Answers questions on a loaded model.
class NeighborsAnswerer {
 public:
  NeighborsAnswerer(const NeighborsOptions& options, const ModelVectors& vectors,
                    const std::vector<bool>& may_answer, std::vector<Term> negatives,
                    AnswerForm form)
      : options_(options),
        vectors_(vectors),
        negatives_(std::move(negatives)),
        finder_(vectors.embeddings, vectors.vocabulary, may_answer),
        answers_(std::move(form)) {}

  int AnswerExpression(const std::vector<ExpressionTerm>& terms) {
    Asked asked;
    absl::StatusOr<std::vector<Term>> words =
        FindTerms(terms, vectors_, options_.query.model, &asked.notes);
    if (!words.ok()) return Fail(words.status());
    Set(options_.expression, *std::move(words), &asked);
    Answer({asked});
    return answers_.Finish();
  }

  int AnswerWords() {
    const auto answer = [&](absl::Span<const std::string> group) {
      std::vector<Asked> asked;
      for (const std::string& line : group) asked.push_back(AskAbout(line));
      Answer(asked);
      return absl::OkStatus();
    };
    return AnswerQuestionGroups(options_.query.queries, finder_.QueriesAtOnce(options_.query.top),
                                answers_, answer);
  }

 private:
  // A question, or why it is none.
  struct Asked {
    Question question;
    QuestionNotes notes;
    absl::Status status;
  };

  // Asks about the sum of these words and the negative ones.
  void Set(const std::string& text, std::vector<Term> words, Asked* asked) {
    words.insert(words.end(), negatives_.begin(), negatives_.end());
    absl::StatusOr<Question> question = Ask(text, words, vectors_.embeddings.columns());
    asked->status = question.status();
    if (question.ok()) asked->question = *std::move(question);
    asked->question.text = text;
  }

  Asked AskAbout(const std::string& line) {
    Asked asked;
    absl::StatusOr<AskedWord> word = FindAskedWord(std::string(absl::StripAsciiWhitespace(line)),
                                                   vectors_, options_.query.model, &asked.notes);
    if (word.ok()) {
      Set(line, {{*std::move(word), 1}}, &asked);
    } else {
      asked.question.text = line;
      asked.status = word.status();
    }
    return asked;
  }

  // Answers questions in their order.
  void Answer(absl::Span<const Asked> asked) {
    std::vector<NeighborFinder::Query> queries;
    for (const Asked& each : asked) {
      if (each.status.ok()) queries.push_back({each.question.vector, each.question.words});
    }
    const std::vector<std::vector<RankedWord>> nearest =
        finder_.Nearest(queries, options_.query.top, options_.query.show_unknown);
    auto next = nearest.begin();
    for (const Asked& each : asked) {
      if (!each.status.ok()) {
        answers_.WriteNone(each.question.text, each.notes, each.status);
        continue;
      }
      answers_.Write(each.question.text, each.notes,
                     RankedWordsText(options_.query.format, {"neighbors", "cosine"}, *next++,
                                     vectors_.vocabulary, CountsOf(options_)));
    }
  }

  const NeighborsOptions& options_;
  const ModelVectors& vectors_;
  const std::vector<Term> negatives_;
  const NeighborFinder finder_;
  QuestionAnswers answers_;
};

// The terms of the expression; none if none was given.
absl::StatusOr<std::vector<ExpressionTerm>> ReadExpression(const NeighborsOptions& options,
                                                           bool given) {
  if (!given) return std::vector<ExpressionTerm>();
  absl::StatusOr<std::vector<ExpressionTerm>> terms = ParseExpression(options.expression);
  if (!terms.ok()) return At(kExpression, terms.status());
  return terms;
}

int RunNeighbors(const NeighborsOptions& options, bool has_expression) {
  const QueryOptions& query = options.query;
  const absl::StatusOr<std::vector<ExpressionTerm>> terms = ReadExpression(options, has_expression);
  if (!terms.ok()) return FailUsage(terms.status());
  if (options.answers.among == "-" && query.queries.empty() && !has_expression) {
    return FailUsage(absl::InvalidArgumentError(
        "the words to look up and those to answer with cannot both be read from standard input"));
  }
  SetThreads(query.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(query.model, query.vectors);
  if (!vectors.ok()) return Fail(vectors.status());
  if (options.counts) {
    const absl::Status status = CheckHasCounts(*vectors, query.model, kCounts);
    if (!status.ok()) return Fail(status);
  }
  QuestionNotes notes;
  absl::StatusOr<std::vector<Term>> negatives = FindNegatives(options, *vectors, &notes);
  if (!negatives.ok()) return Fail(negatives.status());
  PrintNotes(notes);
  const absl::StatusOr<std::vector<bool>> may_answer =
      ReadAnswerWords(options.answers, *vectors, query.model);
  if (!may_answer.ok()) return Fail(may_answer.status());
  AnswerForm form = FormOf(query, query.queries, {has_expression ? "expression" : "word"},
                           RankedWordCells(CountsOf(options)));
  form.asked_once = form.asked_once || has_expression;
  NeighborsAnswerer answerer(options, *vectors, *may_answer, *std::move(negatives),
                             std::move(form));
  return has_expression ? answerer.AnswerExpression(*terms) : answerer.AnswerWords();
}

}  // namespace

void AddNeighborsCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("neighbors", "Tells which words are most similar to a word");
  auto options = std::make_shared<NeighborsOptions>();
  CLI::Option* const words = AddQueryOptions(
      AcceptedModels::kTrainOrImport, "WORD",
      "The words to look up; none: each line of standard input is one", options->query, *command);
  CLI::Option* const expression =
      command
          ->add_option(kExpression, options->expression,
                       "Look up a sum of words, such as \"king - man + woman\"")
          ->type_name("TERMS")
          ->transform(Unshielded())
          ->excludes(words);
  command
      ->add_option(kNegative, options->negatives,
                   "Subtract this word from what is looked up; may be given again")
      ->type_name("WORD")
      ->allow_extra_args(false)
      ->transform(Unshielded());
  AddAnswerWordOptions(options->answers, *command);
  command->add_flag(kCounts, options->counts, "Show how often each word was seen, too");
  AddVectorsOption(*command, &options->query.vectors);
  command->footer(
      "Similar are words whose vectors have the greatest cosine. In an expression + and - stand\n"
      "between white space, and each word counts by its vector scaled to length 1, as it does "
      "where\n"
      "one is subtracted; no word of the question is among the answers. The columns of tsv are "
      "word\n"
      "or expression, rank, neighbor, cosine and, if they are shown, count. Imported vectors have "
      "no\n"
      "counts.\n"
      "Examples:\n"
      "  windowlm neighbors model.wlm dog\n"
      "  windowlm neighbors model.wlm dog cat --top=3 --format=json\n"
      "  windowlm neighbors model.wlm --expression=\"king - man + woman\"\n"
      "  windowlm neighbors model.wlm bank --negative=river --among=nouns.txt --counts");
  command->callback([options, expression, exit_code] {
    *exit_code = RunNeighbors(*options, expression->count() > 0);
  });
}

}  // namespace windowlm
