#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <system_error>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/run_options.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/model/vectors_file.h"
#include "src/store/atomic_file.h"
#include "src/store/output_claim.h"
#include "src/store/sealed_file.h"
#include "src/vectors/flaws.h"
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
  VectorsReading reading;
  bool quiet = false;
};

// An error for a file that needs no import.
absl::Status CheckIsNotOurs(const std::string& path) {
  // What is no regular file, such as a pipe, can be read only once.
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return absl::OkStatus();
  if (!SealedFileReader::Open(path).ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("cannot import ", path,
                   ": it is a file of windowlm's own already; windowlm info tells what is in it"));
}

int RunImport(const Options& options) {
  constexpr char kWhat[] = "a file that is to be imported";
  absl::Status usage = CheckIsNoStream(options.output);
  usage.Update(CheckIsNoInput(options.output, options.input, kWhat));
  usage.Update(
      CheckIsNoInput(options.output, WordsPath(VectorFormat::kNumpy, options.input), kWhat));
  if (!usage.ok()) return FailUsage(usage);
  if (const absl::Status status = CheckIsNotOurs(options.input); !status.ok()) return Fail(status);
  const absl::StatusOr<std::unique_ptr<OutputClaim>> claim = OutputClaim::Take(options.output);
  if (!claim.ok()) return Fail(claim.status());
  if (const absl::Status status = CheckWritable(options.output); !status.ok()) {
    return Fail(status);
  }
  const absl::StatusOr<ForeignVectors> vectors =
      ReadVectorsInput(options.input, VectorFormatNamed(options.from), options.reading);
  if (!vectors.ok()) return Fail(vectors.status());
  const absl::Status status = SaveVectors(options.output, *vectors);
  if (!status.ok()) return Fail(status);
  if (options.quiet) return kExitDone;
  for (const PassedOver& flaws : vectors->passed_over) Warn(PassedOverText(flaws));
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
  command->add_option("--limit", options->reading.limit, "Read the first N words, and no more")
      ->check(CLI::Range(uint64_t{1}, std::numeric_limits<uint64_t>::max()).description(""))
      ->type_name("N");
  command->add_flag("--lenient", options->reading.lenient,
                    "Pass over words with a flaw, and tell how many there were");
  command->add_flag("--quiet", options->quiet, "Print only errors");
  command->footer(absl::StrCat(
      "The formats are those of windowlm export --help; numpy needs the words in FILE.words.txt,\n"
      "one a line, and takes float16, float32 and float64 in every order of bytes, rows and "
      "columns.\n"
      "auto tells NumPy's files and fastText's models by their start, word2vec's and fastText's "
      ".vec\n"
      "by their first line, of two numbers, and takes any other for GloVe's text. Words keep "
      "their\n"
      "order and vectors all digits of a float; words may have spaces where their last part is no\n"
      "number. A fastText model, .bin, keeps its n-grams, which answer for unknown words, but for\n"
      "one that was quantised, .ftz.\n"
      "A word that is blank or there twice, a vector of another length, a value that is no finite\n"
      "number and a count that is wrong are errors that name the line or byte. With --lenient\n"
      "standard error tells how many of each kind were passed over, and where the first was; what\n"
      "a line should hold is what most of the first lines do, or what the line of counts says.\n"
      "From other programs: gensim's KeyedVectors.save_word2vec_format, binary or not, writes what "
      "is\n"
      "read; its .model and .kv files, the .npy files beside them and Flair's .gensim files are\n"
      "Python pickles, which KeyedVectors.load reads for it. MUSE's vectors-*.txt are .vec files;\n"
      "what spacy init vectors takes is word2vec's text.\n"
      "The file answers neighbors, evaluate similarity, evaluate analogies, export and info, and\n"
      "train ",
      OptionName<RunOptions>(RunOptions::kInitVectorsFieldNumber),
      " starts from it; it predicts no words. N-gram models in ARPA form are for\n"
      "windowlm ngram ",
      OptionName<NgramOptions>(NgramOptions::kImportFieldNumber),
      ".\n"
      "Examples:\n"
      "  windowlm import glove.6B.300d.txt --output=glove.wlm\n"
      "  windowlm import GoogleNews-vectors.bin.gz --output=news.wlm\n"
      "  windowlm import glove.840B.300d.txt --limit=200000 --lenient --output=glove.wlm"));
  command->callback([options, exit_code] { *exit_code = RunImport(*options); });
}

}  // namespace windowlm
