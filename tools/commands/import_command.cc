#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/run_options.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/model/vectors_file.h"
#include "src/store/atomic_file.h"
#include "src/store/output_claim.h"
#include "src/vectors/vectors_input.h"
#include "tools/commands/command.h"
#include "tools/options/output_path.h"
#include "tools/options/vector_format_names.h"
#include "tools/results/exit_code.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

struct Options {
  std::string input;
  std::string output;
  std::string from = "auto";
  bool quiet = false;
};

int RunImport(const Options& options) {
  constexpr char kWhat[] = "a file that is to be imported";
  absl::Status usage = CheckIsNoStream(options.output);
  usage.Update(CheckIsNoInput(options.output, options.input, kWhat));
  usage.Update(
      CheckIsNoInput(options.output, WordsPath(VectorFormat::kNumpy, options.input), kWhat));
  if (!usage.ok()) return FailUsage(usage);
  const absl::StatusOr<std::unique_ptr<OutputClaim>> claim = OutputClaim::Take(options.output);
  if (!claim.ok()) return Fail(claim.status());
  if (const absl::Status status = CheckWritable(options.output); !status.ok()) {
    return Fail(status);
  }
  const absl::StatusOr<ForeignVectors> vectors =
      ReadVectorsInput(options.input, VectorFormatNamed(options.from));
  if (!vectors.ok()) return Fail(vectors.status());
  const absl::Status status = SaveVectors(options.output, *vectors);
  if (!status.ok()) return Fail(status);
  if (options.quiet) return kExitDone;
  std::string ngrams;
  if (vectors->subwords.has_value()) {
    ngrams = absl::StrCat(", and ", FormatCount(vectors->subwords->rows.rows()),
                          " rows of n-grams of ", vectors->subwords->min, " to ",
                          vectors->subwords->max, " characters for other words");
  }
  PrintLine(absl::StrCat(FormatCount(vectors->words.size()), " words with vectors of ",
                         vectors->vectors.columns(), " numbers", ngrams, "; ", options.output,
                         " holds them"));
  return kExitDone;
}

}  // namespace

void AddImportCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("import", "Makes a model file of another program's word vectors");
  auto options = std::make_shared<Options>();
  command
      ->add_option("FILE", options->input,
                   "The word vectors, plain, .gz, .zst, .xz or .bz2; - is standard input")
      ->required()
      ->type_name("");
  command->add_option("-o,--output", options->output, "The model file to write")
      ->required()
      ->type_name("MODEL");
  command->add_option("--from", options->from, "The format of FILE")
      ->check(CLI::IsMember(ReadVectorFormats()).description(""))
      ->type_name(absl::StrJoin(ReadVectorFormats(), "|"))
      ->capture_default_str();
  command->add_flag("--quiet", options->quiet, "Print only errors");
  command->footer(absl::StrCat(
      "The formats are those of windowlm export --help; numpy needs the words in FILE.words.txt,\n"
      "one a line. auto tells NumPy's files and fastText's models by their start, word2vec's and\n"
      "fastText's .vec by their first line, of two numbers, and takes any other for GloVe's text.\n"
      "Words keep their order and vectors all their digits; a fastText model, .bin, keeps its\n"
      "n-grams, which answer for unknown words, but for one that was quantised, .ftz. A word that "
      "is\n"
      "there twice, a number that is not finite or a count that is wrong is an error that names "
      "the\n"
      "line or byte.\n"
      "The file answers neighbors, evaluate similarity, evaluate analogies, export and info, and\n"
      "train ",
      OptionName<RunOptions>(RunOptions::kInitVectorsFieldNumber),
      " starts from it; it predicts no words. N-gram models in ARPA form are for\n"
      "windowlm ngram ",
      OptionName<NgramOptions>(NgramOptions::kImportFieldNumber),
      ".\n"
      "Examples:\n"
      "  windowlm import glove.6B.300d.txt --output=glove.wlm\n"
      "  windowlm import GoogleNews-vectors.bin.gz --output=news.wlm"));
  command->callback([options, exit_code] { *exit_code = RunImport(*options); });
}

}  // namespace windowlm
