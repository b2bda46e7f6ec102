#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/memory/memory.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/input/shown_text.h"
#include "src/model/vectors_file.h"
#include "src/query/neighbors.h"
#include "src/query/unit_vector_sum.h"
#include "src/query/word_expression.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/commands/text_neighbors.h"
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
constexpr char kWith[] = "--with";

struct NeighborsOptions {
  QueryOptions query;
  AnswerWordOptions answers;
  std::string expression;
  std::vector<std::string> negatives;
  bool counts = false;
  // Other models, which may agree.
  std::vector<std::string> others;
  // The file whose lines answer, if they do.
  std::string texts;
};

WordDetails DetailsOf(const NeighborsOptions& options) {
  return {options.counts, static_cast<int>(1 + options.others.size())};
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

// A question, or why it is none.
struct Asked {
  Question question;
  QuestionNotes notes;
  absl::Status status;
};

// A loaded model that is asked.
class NeighborModel {
 public:
  // kNotFound if the model lacks a word that is to be subtracted, and what LoadVectors returns.
  static absl::StatusOr<std::unique_ptr<NeighborModel>> Load(const std::string& path,
                                                             const NeighborsOptions& options) {
    absl::StatusOr<ModelVectors> vectors = LoadVectors(path, options.query.vectors);
    if (!vectors.ok()) return vectors.status();
    auto model = absl::WrapUnique(new NeighborModel(path, *std::move(vectors)));
    QuestionNotes notes;
    for (const std::string& typed : options.negatives) {
      absl::StatusOr<AskedWord> word = FindAskedWord(typed, model->vectors_, path, &notes);
      if (!word.ok()) return At(kNegative, word.status());
      model->negatives_.push_back({*std::move(word), -1});
    }
    PrintNotes(notes);
    return model;
  }

  const ModelVectors& vectors() const { return vectors_; }

  // Lets only these words answer. Call it before all that follows.
  void Answer(const std::vector<bool>& may_answer) {
    finder_.emplace(vectors_.embeddings, vectors_.vocabulary, may_answer);
  }

  int64_t QuestionsAtOnce(int64_t top) const { return finder_->QueriesAtOnce(top); }

  Asked AskExpression(const std::string& text, const std::vector<ExpressionTerm>& terms) const {
    Asked asked;
    Set(text, FindTerms(terms, vectors_, path_, &asked.notes), &asked);
    return asked;
  }

  Asked AskWord(const std::string& line) const {
    Asked asked;
    absl::StatusOr<AskedWord> word =
        FindAskedWord(std::string(absl::StripAsciiWhitespace(line)), vectors_, path_, &asked.notes);
    if (word.ok()) {
      Set(line, std::vector<Term>{{*std::move(word), 1}}, &asked);
    } else {
      Set(line, word.status(), &asked);
    }
    return asked;
  }

  // The words nearest to each question; none for one that is none.
  std::vector<std::vector<RankedWord>> Nearest(absl::Span<const Asked> asked, int64_t top,
                                               bool show_unknown) const {
    std::vector<NeighborFinder::Query> queries;
    for (const Asked& each : asked) {
      if (each.status.ok()) queries.push_back({each.question.vector, each.question.words});
    }
    std::vector<std::vector<RankedWord>> found = finder_->Nearest(queries, top, show_unknown);
    std::vector<std::vector<RankedWord>> nearest;
    auto next = found.begin();
    for (const Asked& each : asked) {
      nearest.push_back(each.status.ok() ? std::move(*next++) : std::vector<RankedWord>());
    }
    return nearest;
  }

 private:
  NeighborModel(std::string path, ModelVectors vectors)
      : path_(std::move(path)), vectors_(std::move(vectors)) {}

  // Asks about the sum of these words and the negative ones.
  void Set(const std::string& text, absl::StatusOr<std::vector<Term>> words, Asked* asked) const {
    asked->status = words.status();
    if (words.ok()) {
      words->insert(words->end(), negatives_.begin(), negatives_.end());
      absl::StatusOr<Question> question = Ask(text, *words, vectors_.embeddings.columns());
      asked->status = question.status();
      if (question.ok()) asked->question = *std::move(question);
    }
    asked->question.text = text;
  }

  const std::string path_;
  const ModelVectors vectors_;
  std::vector<Term> negatives_;
  absl::optional<NeighborFinder> finder_;
};

// Answers questions by the first model, and tells how many models agree.
class NeighborsAnswerer {
 public:
  // There is at least one model.
  NeighborsAnswerer(const NeighborsOptions& options,
                    const std::vector<std::unique_ptr<NeighborModel>>& models, AnswerForm form)
      : options_(options), models_(models), answers_(std::move(form)) {}

  int AnswerExpression(const std::vector<ExpressionTerm>& terms) {
    const auto ask = [&](const NeighborModel& model) -> std::vector<Asked> {
      return {model.AskExpression(options_.expression, terms)};
    };
    const std::vector<Asked> asked = ask(*models_[0]);
    if (!asked[0].status.ok()) return Fail(asked[0].status);
    Answer(asked, ask);
    return answers_.Finish();
  }

  int AnswerWords() {
    const auto answer = [&](absl::Span<const std::string> group) {
      const auto ask = [&](const NeighborModel& model) {
        std::vector<Asked> asked;
        for (const std::string& line : group) asked.push_back(model.AskWord(line));
        return asked;
      };
      Answer(ask(*models_[0]), ask);
      return absl::OkStatus();
    };
    return AnswerQuestionGroups(options_.query.queries,
                                models_[0]->QuestionsAtOnce(options_.query.top), answers_, answer);
  }

 private:
  // Answers questions in their order. `ask` asks the same of another model.
  void Answer(std::vector<Asked> asked,
              absl::FunctionRef<std::vector<Asked>(const NeighborModel&)> ask) {
    const QueryOptions& query = options_.query;
    const std::vector<std::vector<RankedWord>> nearest =
        models_[0]->Nearest(asked, query.top, query.show_unknown);
    const Vocabulary& vocabulary = models_[0]->vectors().vocabulary;
    std::vector<std::vector<int>> agreement;
    for (const std::vector<RankedWord>& words : nearest) agreement.emplace_back(words.size(), 1);
    for (size_t i = 1; i < models_.size(); ++i) {
      const std::vector<Asked> other = ask(*models_[i]);
      const std::vector<std::vector<RankedWord>> others =
          models_[i]->Nearest(other, query.top, query.show_unknown);
      for (size_t j = 0; j < asked.size(); ++j) {
        if (asked[j].status.ok() && !other[j].status.ok()) {
          asked[j].notes.remarks.emplace_back(other[j].status.message());
        }
        absl::flat_hash_set<absl::string_view> words;
        for (const RankedWord& word : others[j]) {
          words.insert(models_[i]->vectors().vocabulary.word(word.id));
        }
        for (size_t k = 0; k < nearest[j].size(); ++k) {
          agreement[j][k] += words.contains(vocabulary.word(nearest[j][k].id)) ? 1 : 0;
        }
      }
    }
    for (size_t j = 0; j < asked.size(); ++j) {
      const Asked& each = asked[j];
      if (!each.status.ok()) {
        answers_.WriteNone(each.question.text, each.notes, each.status);
        continue;
      }
      answers_.Write(each.question.text, each.notes,
                     RankedWordsText(query.format, {"neighbors", "cosine"}, nearest[j], vocabulary,
                                     DetailsOf(options_), agreement[j]));
    }
  }

  const NeighborsOptions& options_;
  const std::vector<std::unique_ptr<NeighborModel>>& models_;
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

// The words of `second` that are words of `first` which may answer; empty if every word may.
std::vector<bool> SameWords(const std::vector<bool>& may_answer, const Vocabulary& first,
                            const Vocabulary& second) {
  std::vector<bool> same(may_answer.empty() ? 0 : second.size());
  for (uint32_t id = 0; id < may_answer.size(); ++id) {
    const absl::optional<uint32_t> other = second.Find(first.word(id));
    if (may_answer[id] && other.has_value()) same[*other] = true;
  }
  return same;
}

int RunNeighbors(const NeighborsOptions& options, bool has_expression) {
  if (!options.texts.empty()) return AnswerWithLines(options.query, options.texts);
  const QueryOptions& query = options.query;
  const absl::StatusOr<std::vector<ExpressionTerm>> terms = ReadExpression(options, has_expression);
  if (!terms.ok()) return FailUsage(terms.status());
  if (options.answers.among == "-" && query.queries.empty() && !has_expression) {
    return FailUsage(absl::InvalidArgumentError(
        "the words to look up and those to answer with cannot both be read from standard input"));
  }
  SetThreads(query.threads);
  std::vector<std::unique_ptr<NeighborModel>> models;
  std::vector<std::string> paths = {query.model};
  paths.insert(paths.end(), options.others.begin(), options.others.end());
  for (const std::string& path : paths) {
    absl::StatusOr<std::unique_ptr<NeighborModel>> model = NeighborModel::Load(path, options);
    if (!model.ok()) return Fail(model.status());
    models.push_back(*std::move(model));
  }
  const ModelVectors& first = models[0]->vectors();
  if (options.counts) {
    const absl::Status status = CheckHasCounts(first, query.model, kCounts);
    if (!status.ok()) return Fail(status);
  }
  const absl::StatusOr<std::vector<bool>> may_answer =
      ReadAnswerWords(options.answers, first, query.model);
  if (!may_answer.ok()) return Fail(may_answer.status());
  for (size_t i = 0; i < models.size(); ++i) {
    models[i]->Answer(
        i == 0 ? *may_answer
               : SameWords(*may_answer, first.vocabulary, models[i]->vectors().vocabulary));
  }
  AnswerForm form = FormOf(query, query.queries, {has_expression ? "expression" : "word"},
                           RankedWordCells(DetailsOf(options)));
  form.asked_once = form.asked_once || has_expression;
  NeighborsAnswerer answerer(options, models, std::move(form));
  return has_expression ? answerer.AnswerExpression(*terms) : answerer.AnswerWords();
}

}  // namespace

void AddNeighborsCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand(
      "neighbors", "Tells which words are most similar to a word, or lines to a text");
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
  command
      ->add_option(kWith, options->others,
                   "Other models: tell how many have a word among their nearest, too")
      ->type_name("MODEL,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  CLI::Option* const texts =
      command
          ->add_option("--texts", options->texts,
                       "Look up texts, and answer with the lines of this file; - is standard input")
          ->type_name("FILE");
  const std::string min_count = OptionName<CorpusConfig>(CorpusConfig::kMinCountFieldNumber);
  for (const std::string& other : std::vector<std::string>{
           kExpression, kNegative, kCounts, kWith, "--among", min_count, "--show-unknown"}) {
    texts->excludes(command->get_option(other));
  }
  AddVectorsOption(*command, &options->query.vectors);
  command->footer(
      "Similar are words whose vectors have the greatest cosine. In an expression + and - stand\n"
      "between white space, and each word counts by its vector scaled to length 1, as it does "
      "where\n"
      "one is subtracted; no word of the question is among the answers. The columns of tsv are "
      "word\n"
      "or expression, rank, neighbor, cosine and, if they are shown, agreement and count. "
      "Imported\n"
      "vectors have no counts.\n"
      "With --with the agreement, such as 2/3, is the number of models that have a word among the\n"
      "--top nearest: what models of one text with other --seeds agree on is no chance.\n"
      "With --texts a text's vector is the mean of its words', rare words first (Arora et al. "
      "2017),\n"
      "and the columns of tsv are text, rank, the line's number, cosine and line.\n"
      "Examples:\n"
      "  windowlm neighbors model.wlm dog\n"
      "  windowlm neighbors model.wlm dog cat --top=3 --format=json\n"
      "  windowlm neighbors model.wlm --expression=\"king - man + woman\"\n"
      "  windowlm neighbors model.wlm bank --negative=river --among=nouns.txt --counts\n"
      "  windowlm neighbors model.wlm dog --with=seed2.wlm,seed3.wlm\n"
      "  windowlm neighbors model.wlm \"the dog that barked\" --texts=novel.txt");
  command->callback([options, expression, exit_code] {
    *exit_code = RunNeighbors(*options, expression->count() > 0);
  });
}

}  // namespace windowlm
