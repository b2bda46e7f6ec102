#include "src/model/vectors_file.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "src/base/character_ngrams.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "src/config/option_name.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/model/file_kind.h"
#include "src/model/model_config.h"
#include "src/model/stored_vocabulary.h"
#include "src/model/subwords.h"
#include "src/model/word_vectors.h"
#include "src/store/sealed_file.h"
#include "src/store/tensor_records.h"
#include "src/store/vocabulary_records.h"

namespace windowlm {
namespace {

// The tensor of the word vectors, which is a model's first.
constexpr char kEmbedding[] = "embedding";

static_assert(kMaxForeignDimension <= kChunkValues, "a chunk has whole rows");

// That of the n-grams' rows, which comes next, where there are n-grams.
constexpr char kSubword[] = "subword";

// That of the output layer's rows, the next of a model that has them.
constexpr char kOutput[] = "output.weight";

// N-grams of more characters are no use to anyone.
constexpr uint32_t kMostNgramCharacters = 1000;

bool AllValuesFinite(const Matrix<float>& matrix) {
  constexpr int64_t kTile = 1 << 16;
  std::atomic<bool> all_finite(true);
  ParallelForTiles(matrix.size(), kTile, [&](int64_t begin, int64_t end) {
    if (!AllFinite(matrix.data() + begin, end - begin)) all_finite = false;
  });
  return all_finite;
}

absl::Status ReadFinite(const char* name, Matrix<float>& tensor, SealedFileReader& reader) {
  absl::Status status = ReadTensor(
      name, static_cast<uint64_t>(tensor.rows()), static_cast<uint64_t>(tensor.columns()),
      absl::MakeSpan(tensor.data(), static_cast<size_t>(tensor.size())), reader);
  if (!status.ok() || AllValuesFinite(tensor)) return status;
  return reader.Damaged(absl::StrCat("tensor ", name, " has a value that is not finite"));
}

NgramRange RangeOf(const ForeignSubwords& subwords) {
  return {subwords.min, subwords.max, static_cast<uint32_t>(subwords.rows.rows())};
}

// The n-grams that a file of vectors or a model has; null if it has none.
std::shared_ptr<const SubwordIndex> SubwordsOf(const FileHeader& header,
                                               const Vocabulary& vocabulary) {
  if (!header.has_vectors()) return MakeSubwordIndex(header.config().model(), vocabulary);
  if (!header.vectors().has_subwords()) return nullptr;
  const SubwordSummary& subwords = header.vectors().subwords();
  return std::make_shared<SubwordIndex>(
      vocabulary,
      NgramRange{static_cast<int>(subwords.min()), static_cast<int>(subwords.max()),
                 subwords.buckets()},
      SubwordIndex::Rows::kAll);
}

// Checks that what the header says of its vectors is possible.
absl::Status CheckHeader(SealedFileReader& reader) {
  const FileHeader& header = reader.header();
  if (absl::Status status = CheckHasEmbeddings(header, reader.name()); !status.ok()) return status;
  if (!header.has_vectors()) {
    absl::Status status = CheckModelConfig(header.config().model());
    if (status.ok()) return status;
    return reader.Damaged(absl::StrCat("in its header ", status.message()));
  }
  absl::Status status = CheckVectorsHeader(header);
  if (status.ok()) return status;
  return reader.Damaged(absl::StrCat("in its header ", status.message()));
}

// Writes a tensor [rows x dimension]; row(i) is its row i.
absl::Status WriteRows(const char* name, size_t rows, size_t dimension,
                       absl::FunctionRef<absl::Span<const float>(size_t)> row,
                       SealedFileWriter& writer) {
  const size_t rows_per_chunk = kChunkValues / dimension;
  for (size_t first = 0; first < rows; first += rows_per_chunk) {
    FileRecord record;
    TensorChunk& chunk = *record.mutable_tensor();
    chunk.set_name(name);
    chunk.set_rows(rows);
    chunk.set_columns(dimension);
    chunk.set_first_row(first);
    for (size_t i = first; i < std::min(rows, first + rows_per_chunk); ++i) {
      const absl::Span<const float> values = row(i);
      chunk.mutable_values()->append(reinterpret_cast<const char*>(values.data()),
                                     values.size() * sizeof(float));
    }
    if (absl::Status status = writer.Write(record); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// What is left of a word's vector without its n-grams, whose mean is added again when the file is
// read.
std::vector<float> WithoutNgrams(absl::string_view word, absl::Span<const float> vector,
                                 const ForeignSubwords& subwords) {
  std::vector<uint32_t> buckets;
  AppendNgramBuckets(word, RangeOf(subwords), &buckets);
  std::vector<float> own(vector.begin(), vector.end());
  for (size_t j = 0; j < own.size() && !buckets.empty(); ++j) {
    double sum = 0;
    for (const uint32_t bucket : buckets) sum += subwords.rows.row(bucket)[j];
    own[j] = static_cast<float>(own[j] - sum / static_cast<double>(buckets.size()));
  }
  return own;
}

bool IsSpecial(absl::string_view word) {
  return word == kLineStartWord || word == kLineEndWord || word == kUnknownWord;
}

absl::Status WriteEmbeddings(const ForeignVectors& vectors,
                             absl::Span<const absl::string_view> words,
                             absl::Span<const int64_t> rows, SealedFileWriter& writer) {
  const size_t dimension = vectors.vectors.columns();
  std::vector<float> made(dimension);
  return WriteRows(
      kEmbedding, rows.size(), dimension,
      [&](size_t i) -> absl::Span<const float> {
        if (rows[i] < 0) {
          made.assign(dimension, 0);
          return made;
        }
        const absl::Span<const float> vector = vectors.vectors.row(static_cast<size_t>(rows[i]));
        if (!vectors.subwords.has_value() || IsSpecial(words[i])) return vector;
        made = WithoutNgrams(words[i], vector, *vectors.subwords);
        return made;
      },
      writer);
}

}  // namespace

absl::Status CheckVectorsHeader(const FileHeader& header) {
  const VectorsSummary& vectors = header.vectors();
  if (vectors.dimension() < 1 ||
      vectors.dimension() > static_cast<uint32_t>(kMaxForeignDimension)) {
    return absl::InvalidArgumentError(
        absl::StrCat("are vectors of ", vectors.dimension(), " numbers"));
  }
  if (vectors.has_subwords() &&
      (vectors.subwords().min() > vectors.subwords().max() ||
       vectors.subwords().max() > kMostNgramCharacters || vectors.subwords().buckets() == 0 ||
       vectors.subwords().buckets() != header.subword_rows())) {
    return absl::InvalidArgumentError(
        absl::StrCat("are n-grams of ", vectors.subwords().min(), " to ", vectors.subwords().max(),
                     " characters in ", vectors.subwords().buckets(), " buckets and ",
                     header.subword_rows(), " rows"));
  }
  if (vectors.words() >= header.vocabulary_size()) {
    return absl::InvalidArgumentError(absl::StrCat("are ", vectors.words(),
                                                   " words and <s>, but a "
                                                   "vocabulary of ",
                                                   header.vocabulary_size()));
  }
  if (vectors.words_after_line_start() > vectors.words()) {
    return absl::InvalidArgumentError(absl::StrCat("are ", vectors.words(), " words, and ",
                                                   vectors.words_after_line_start(),
                                                   " of them after <s>"));
  }
  return absl::OkStatus();
}

std::vector<uint32_t> ExportedIds(const FileHeader& header, const Vocabulary& vocabulary) {
  const VectorsSummary& vectors = header.vectors();
  std::vector<uint32_t> ids(header.has_vectors() ? vectors.words() : vocabulary.predictable_size());
  std::iota(ids.begin(), ids.end(), 0);
  if (vectors.has_line_start()) {
    const auto after = static_cast<std::ptrdiff_t>(vectors.words_after_line_start());
    ids.insert(ids.end() - after, vocabulary.line_start_id());
  }
  return ids;
}

absl::StatusOr<ModelVectors> LoadVectors(absl::string_view path, absl::optional<Vectors> asked) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::OpenFile(path);
  if (!source.ok()) return source.status();
  return ReadVectors(*std::move(source), asked);
}

absl::StatusOr<ModelVectors> ReadVectors(std::unique_ptr<ByteSource> source,
                                         absl::optional<Vectors> asked) {
  absl::StatusOr<std::unique_ptr<SealedFileReader>> opened =
      SealedFileReader::Open(std::move(source));
  if (!opened.ok()) return opened.status();
  SealedFileReader& reader = **opened;
  const FileHeader& header = reader.header();
  if (absl::Status status = CheckHeader(reader); !status.ok()) return status;
  absl::StatusOr<Vocabulary> vocabulary = ReadStoredVocabulary(reader);
  if (!vocabulary.ok()) return vocabulary.status();
  // The buckets take memory, so that there must be none that the file has no rows for.
  const uint64_t subword_rows = header.subword_rows();
  if (absl::Status status = CheckTensorsFit(subword_rows, reader); !status.ok()) return status;
  const std::shared_ptr<const SubwordIndex> subwords = SubwordsOf(header, *vocabulary);
  if (subword_rows != static_cast<uint64_t>(subwords == nullptr ? 0 : subwords->rows())) {
    return reader.Damaged(absl::StrCat("its header announces rows of ", subword_rows,
                                       " n-grams, and its words have ",
                                       subwords == nullptr ? 0 : subwords->rows()));
  }
  const uint64_t rows = vocabulary->size();
  const uint64_t columns = header.has_vectors() ? uint64_t{header.vectors().dimension()}
                                                : uint64_t(header.config().model().dim());
  if (absl::Status status = CheckTensorsFit((rows + subword_rows) * columns, reader); !status.ok())
    return status;
  Matrix<float> embeddings(static_cast<int64_t>(rows), static_cast<int64_t>(columns));
  absl::Status status = ReadFinite(kEmbedding, embeddings, reader);
  if (!status.ok()) return status;
  const ModelConfig& model = header.config().model();
  absl::optional<Subwords> unknown_words;
  if (subwords != nullptr) {
    const double weight = header.has_vectors() ? 1 : model.subword_weight();
    Matrix<float> ngrams(subwords->rows(), static_cast<int64_t>(columns));
    status = ReadFinite(kSubword, ngrams, reader);
    if (!status.ok()) return status;
    AddSubwords(*subwords, weight, ngrams, embeddings);
    unknown_words = Subwords{subwords, weight, std::move(ngrams)};
  }
  const Vectors kind = asked.value_or(header.has_vectors() ? VECTORS_INPUT : model.vectors());
  if (kind != VECTORS_INPUT) {
    if (header.has_vectors() || !HasOutputVectors(model)) {
      return absl::InvalidArgumentError(
          absl::StrCat(reader.name(), " has no vectors but its embeddings, so that ",
                       OptionWith(VECTORS_INPUT), " is all that it can answer with"));
    }
    Matrix<float> outputs(static_cast<int64_t>(rows) - 1, static_cast<int64_t>(columns));
    status = ReadFinite(kOutput, outputs, reader);
    if (!status.ok()) return status;
    CombineVectors(kind, outputs, embeddings);
    if (kind == VECTORS_OUTPUT) unknown_words.reset();
  }
  if (status = reader.SkipToEnd(); !status.ok()) return status;
  Provenance provenance{header.config(), header.corpus(), header.training()};
  std::vector<uint32_t> ids = ExportedIds(header, *vocabulary);
  return ModelVectors{std::move(provenance), *std::move(vocabulary), std::move(embeddings),
                      std::move(ids), std::move(unknown_words)};
}

absl::Status SaveVectors(absl::string_view path, const ForeignVectors& vectors) {
  // The vocabulary's words, and the row of each in `vectors`, or -1 if it has none.
  std::vector<absl::string_view> words;
  std::vector<int64_t> rows;
  int64_t line_start_row = -1;
  bool has_unknown = false;
  bool has_line_end = false;
  for (size_t i = 0; i < vectors.words.size(); ++i) {
    const absl::string_view word = vectors.words[i];
    if (word == kLineStartWord) {
      line_start_row = static_cast<int64_t>(i);
      continue;
    }
    has_unknown |= word == kUnknownWord;
    has_line_end |= word == kLineEndWord;
    words.push_back(word);
    rows.push_back(static_cast<int64_t>(i));
  }
  FileHeader header;
  header.set_program_version(kProgramVersion);
  *header.mutable_config()->mutable_corpus()->mutable_text() = ResolveTextConfig(TextConfig());
  VectorsSummary& summary = *header.mutable_vectors();
  summary.set_bytes(vectors.bytes);
  summary.set_crc32c(vectors.crc32c);
  summary.set_dimension(static_cast<uint32_t>(vectors.vectors.columns()));
  summary.set_words(words.size());
  summary.set_has_line_start(line_start_row >= 0);
  if (line_start_row >= 0) {
    summary.set_words_after_line_start(words.size() - static_cast<size_t>(line_start_row));
  }
  const auto add = [&](absl::string_view word, int64_t row) {
    words.push_back(word);
    rows.push_back(row);
  };
  if (!has_line_end) add(kLineEndWord, -1);
  if (!has_unknown) add(kUnknownWord, -1);
  add(kLineStartWord, line_start_row);
  header.set_vocabulary_size(words.size());
  header.set_tensor_count(vectors.subwords.has_value() ? 2 : 1);
  if (vectors.subwords.has_value()) {
    const NgramRange range = RangeOf(*vectors.subwords);
    SubwordSummary& subwords = *summary.mutable_subwords();
    subwords.set_min(static_cast<uint32_t>(range.min));
    subwords.set_max(static_cast<uint32_t>(range.max));
    subwords.set_buckets(range.buckets);
    header.set_subword_rows(range.buckets);
  }

  absl::StatusOr<std::unique_ptr<SealedFileWriter>> writer =
      SealedFileWriter::Create(path, std::move(header));
  if (!writer.ok()) return writer.status();
  VocabularyWriter vocabulary(**writer);
  for (const absl::string_view word : words) {
    if (absl::Status status = vocabulary.Add(word, 0); !status.ok()) return status;
  }
  if (absl::Status status = vocabulary.Finish(); !status.ok()) return status;
  absl::Status status = WriteEmbeddings(vectors, words, rows, **writer);
  if (status.ok() && vectors.subwords.has_value()) {
    const RowBlocks& ngrams = vectors.subwords->rows;
    status = WriteRows(
        kSubword, ngrams.rows(), ngrams.columns(), [&](size_t i) { return ngrams.row(i); },
        **writer);
  }
  if (!status.ok()) return status;
  return (*writer)->Finish();
}

}  // namespace windowlm
