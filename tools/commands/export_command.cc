#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/base/parallel_for.h"
#include "src/model/subwords.h"
#include "src/model/vectors_file.h"
#include "src/vectors/fasttext_writer.h"
#include "src/vectors/vectors_writer.h"
#include "tools/commands/arpa_export.h"
#include "tools/commands/command.h"
#include "tools/options/output_path.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/vector_format_names.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/output_file.h"

namespace windowlm {
namespace {

struct Options {
  std::string model;
  std::string output;
  std::string to = "word2vec";
  absl::optional<Vectors> vectors;
  int threads = 0;
};

// Writes a fastText model, in which n-grams answer for unknown words as they do here.
absl::Status WriteFastTextModel(const ModelVectors& vectors, ByteSink sink) {
  const Matrix<float>& embeddings = vectors.embeddings;
  const auto dimension = static_cast<size_t>(embeddings.columns());
  const std::vector<uint32_t>& ids = vectors.exported_ids;
  FastTextContents contents;
  contents.words = ids.size();
  contents.dimension = static_cast<int32_t>(dimension);
  contents.word = [&](size_t i) { return vectors.vocabulary.word(ids[i]); };
  contents.count = [&](size_t i) { return vectors.vocabulary.count(ids[i]); };
  contents.vector = [&](size_t i) {
    return absl::MakeConstSpan(embeddings.row(ids[i]), dimension);
  };
  std::vector<float> scaled(dimension);
  if (vectors.unknown_words.has_value()) {
    const Subwords& subwords = *vectors.unknown_words;
    contents.ngrams = subwords.index->range();
    contents.bucket_row = [&](uint32_t bucket) -> absl::Span<const float> {
      const int64_t row = subwords.index->RowOfBucket(bucket);
      if (row < 0) return {};
      const auto weight = static_cast<float>(subwords.weight);
      for (size_t i = 0; i < dimension; ++i) scaled[i] = weight * subwords.rows.row(row)[i];
      return scaled;
    };
  }
  // What of its training fastText has a name for too. Imported vectors have none of it.
  const TrainConfig& config = vectors.provenance.config;
  if (config.model().context() > 0) {
    contents.context = config.model().context();
    contents.epochs = std::max(1, static_cast<int32_t>(config.epochs()));
    contents.min_count = static_cast<int32_t>(
        std::min<int64_t>(config.corpus().min_count(), std::numeric_limits<int32_t>::max()));
    contents.negatives = std::max(1, config.model().negatives());
    contents.skipgram = config.model().objective() == OBJECTIVE_SKIPGRAM;
  }
  return WriteFastText(contents, std::move(sink));
}

// Writes the vectors in the order of the words' ids.
absl::Status WriteVectors(const ModelVectors& vectors, VectorFormat format, ByteSink sink,
                          ByteSink words_sink) {
  if (format == VectorFormat::kFastText) return WriteFastTextModel(vectors, std::move(sink));
  const Matrix<float>& embeddings = vectors.embeddings;
  const auto dimension = static_cast<size_t>(embeddings.columns());
  VectorsWriter writer(format, vectors.exported_ids.size(), dimension, std::move(sink),
                       std::move(words_sink));
  for (const uint32_t id : vectors.exported_ids) {
    absl::Status status =
        writer.Add(vectors.vocabulary.word(id), absl::MakeConstSpan(embeddings.row(id), dimension));
    if (!status.ok()) return status;
  }
  return writer.Finish();
}

absl::Status ExportVectors(const std::string& path, const ModelVectors& vectors,
                           VectorFormat format) {
  OutputFile file;
  OutputFile words;
  absl::Status status = file.Open(path);
  const std::string words_path = WordsPath(format, path);
  if (status.ok()) status = words.Open(words_path);
  if (!status.ok()) return status;
  status =
      WriteVectors(vectors, format, file.Sink(), words_path.empty() ? ByteSink() : words.Sink());
  // Where both are on the disk already, a full one cannot leave new words beside old vectors.
  if (status.ok()) status = file.Prepare();
  if (status.ok()) status = words.Prepare();
  if (status.ok()) status = words.Finish(status);
  return file.Finish(status);
}

int RunExport(const Options& options) {
  SetThreads(options.threads);
  const bool to_arpa = options.to == kArpa;
  // An ARPA file has its words within.
  const VectorFormat format =
      to_arpa ? VectorFormat::kWord2vecText : *VectorFormatNamed(options.to);
  const std::string words_path = WordsPath(format, options.output);
  if (to_arpa && options.vectors.has_value()) {
    return FailUsage(absl::InvalidArgumentError(
        absl::StrCat("--to=", kArpa, " writes n-grams, and they have no vectors to choose")));
  }
  if (IsStream(options.output) && !words_path.empty()) {
    return FailUsage(absl::InvalidArgumentError(
        absl::StrCat("--to=", options.to, " writes two files, FILE and ", WordsPath(format, "FILE"),
                     ", and cannot write them to ",
                     options.output == kStandard ? "standard output" : options.output)));
  }
  if (absl::EndsWith(options.output, ".npy") && format != VectorFormat::kNumpy) {
    return FailUsage(absl::InvalidArgumentError(absl::StrCat(
        options.output, " is a name for NumPy's files, which --to=numpy writes; --to=", options.to,
        " needs another name")));
  }
  constexpr char kWhat[] = "the model that is exported";
  absl::Status usage = CheckIsNoInput(options.output, options.model, kWhat);
  usage.Update(CheckIsNoInput(words_path, options.model, kWhat));
  if (!usage.ok()) return FailUsage(usage);
  absl::Status status = CheckOutputFile(options.output);
  if (status.ok()) status = CheckOutputFile(words_path);
  if (status.ok()) status = CheckKindToExport(options.model, to_arpa);
  if (!status.ok()) return Fail(status);
  if (to_arpa) {
    status = ExportArpa(options.model, options.output);
    return status.ok() ? kExitDone : Fail(status);
  }
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(options.model, options.vectors);
  if (!vectors.ok()) return Fail(vectors.status());
  status = ExportVectors(options.output, *vectors, format);
  return status.ok() ? kExitDone : Fail(status);
}

std::vector<std::string> WrittenFormats() {
  std::vector<std::string> formats = WrittenVectorFormats();
  formats.emplace_back(kArpa);
  return formats;
}

}  // namespace

void AddExportCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand(
      "export", "Writes a model's word vectors, or n-grams, for other programs");
  auto options = std::make_shared<Options>();
  AddModelArgument(AcceptedModels::kAny, *command, &options->model);
  command
      ->add_option("FILE", options->output, "The file to write, or the pipe; - is standard output")
      ->required()
      ->type_name("");
  command->add_option("--to", options->to, "The format of FILE")
      ->check(CLI::IsMember(WrittenFormats()).description(""))
      ->type_name(absl::StrJoin(WrittenFormats(), "|"))
      ->capture_default_str();
  AddVectorsOption(*command, &options->vectors);
  AddThreadsOption(*command, &options->threads);
  command->footer(
      "Formats:\n"
      "  word2vec         a line of counts, then a word and its vector a line, in text\n"
      "  word2vec-binary  the same with binary vectors, as word2vec -binary 1 writes it\n"
      "  glove            word2vec without the line of counts\n"
      "  vec              fastText's .vec, which is word2vec\n"
      "  numpy            FILE is for numpy.load: float32, a row a word; the words are in\n"
      "                   FILE.words.txt, one a line\n"
      "  fasttext         a fastText model, .bin, that answers for unknown words too where this "
      "one\n"
      "                   does: a row of 4 bytes a number for each of two million n-grams, 1 GB "
      "at\n"
      "                   128 numbers; without n-grams as large as the others\n"
      "  tensorboard      for TensorBoard's projector: FILE has a vector a line, separated by\n"
      "                   tabs, and FILE.metadata.tsv the words\n"
      "  arpa             of an n-gram model, and of no other: what KenLM and SRILM read, with\n"
      "                   log10 probabilities and backoffs; compressed if FILE ends in .gz. The\n"
      "                   text for them is what windowlm tokenize --rules-of=MODEL prints\n"
      "All words are written, the most frequent first, with </s> and <unk> in their places; only\n"
      "<s>, which no text holds, is left out. What windowlm import read is written as it was.\n"
      "Numbers have all their digits: they read back as the same floats. Words with spaces, as "
      "some\n"
      "imported files have, are written in text as GloVe's own files have them: import and spaCy "
      "read\n"
      "them, gensim, MUSE and fastText do not. Where their last part is a number only numpy,\n"
      "tensorboard and fasttext have a place for them, and word2vec-binary never has.\n"
      "For gensim: word2vec or word2vec-binary, for KeyedVectors.load_word2vec_format. For "
      "Flair's\n"
      "WordEmbeddings: word2vec-binary, in a FILE whose name ends in .bin. For MUSE: vec, or "
      "fasttext\n"
      "in a .bin. For spacy init vectors: word2vec.\n"
      "Examples:\n"
      "  windowlm export model.wlm vectors.txt --to=word2vec\n"
      "  windowlm export model.wlm vectors.npy --to=numpy\n"
      "  windowlm export ngram.wlm ngram.arpa.gz --to=arpa");
  command->callback([options, exit_code] { *exit_code = RunExport(*options); });
}

}  // namespace windowlm
