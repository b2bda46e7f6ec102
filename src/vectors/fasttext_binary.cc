#include "src/vectors/fasttext_binary.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
// The values are little-endian, as memory is, so they are copied as bytes.
#include "src/input/little_endian.h"
#include "src/input/shown_text.h"
#include "src/vectors/fasttext_format.h"

namespace windowlm {
namespace {

// A word has at most this many n-grams for each of its characters, and memory for them must not
// follow from what a file only announces.
constexpr int32_t kLongestNgram = 100;

// How many bytes of what is left out are read at once.
constexpr uint64_t kSkippedBytes = uint64_t{1} << 18;

int32_t Int32At(absl::string_view bytes, size_t at) {
  return static_cast<int32_t>(LoadUint32(bytes.data() + at));
}

int64_t Int64At(absl::string_view bytes, size_t at) {
  return static_cast<int64_t>(LoadUint64(bytes.data() + at));
}

// A part of the file: "word 2 of 7", or what has no number.
struct Part {
  const char* name;
  uint64_t number = 0;
  uint64_t count = 0;
};

std::string Named(const Part& part) {
  return part.count == 0 ? std::string(part.name)
                         : absl::StrCat(part.name, " ", part.number, " of ", part.count);
}

class FastTextReader {
 public:
  FastTextReader(ByteReader& reader, const VectorsReading& reading)
      : reader_(reader), limit_(reading.limit), rows_(reading) {}

  absl::StatusOr<ForeignVectors> Read() {
    absl::Status status = ReadSettings();
    if (status.ok()) status = ReadDictionary();
    if (status.ok()) status = ReadInputMatrix();
    if (status.ok() && words_.size() == word_count_) status = SkipOutputMatrix();
    if (!status.ok()) return status;
    ForeignVectors vectors = rows_.Take();
    if (HasSubwords()) {
      status = AddSubwords(&vectors.vectors);
      if (!status.ok()) return status;
      vectors.subwords = {ngrams_.min, ngrams_.max, std::move(bucket_rows_)};
    }
    return vectors;
  }

 private:
  bool HasSubwords() const { return buckets_ > 0 && ngrams_.min <= ngrams_.max; }

  // An error if the file ends before `count` more bytes have come, all of them of `part`.
  absl::Status CheckEnd(const absl::StatusOr<absl::string_view>& bytes, size_t count,
                        const Part& part) const {
    if (!bytes.ok()) return bytes.status();
    if (bytes->size() >= count) return absl::OkStatus();
    return reader_.WrongByte(reader_.offset() + bytes->size(),
                             absl::StrCat("the file ends in ", Named(part)));
  }

  // Takes the next `count` bytes. They are valid until the next are read.
  absl::StatusOr<absl::string_view> Take(size_t count, const Part& part) {
    const absl::StatusOr<absl::string_view> bytes = reader_.Peek(count);
    const absl::Status status = CheckEnd(bytes, count, part);
    if (!status.ok()) return status;
    reader_.Skip(count);
    return bytes->substr(0, count);
  }

  absl::Status Skip(uint64_t bytes, const Part& part) {
    while (bytes > 0) {
      const size_t count = std::min(bytes, kSkippedBytes);
      const absl::StatusOr<absl::string_view> skipped = Take(count, part);
      if (!skipped.ok()) return skipped.status();
      bytes -= count;
    }
    return absl::OkStatus();
  }

  // An error unless low <= value <= high, for a number that stands at the byte `at`.
  absl::Status Expect(uint64_t at, absl::string_view name, int64_t value, int64_t low,
                      int64_t high) const {
    if (low <= value && value <= high) return absl::OkStatus();
    return reader_.WrongByte(
        at, absl::StrCat(
                name, " is ", value, "; ",
                low == high ? absl::StrCat(low) : absl::StrCat("a number from ", low, " to ", high),
                " was expected"));
  }

  absl::Status QuantisedModel(uint64_t at) const {
    return reader_.WrongByte(
        at,
        "this is a quantised fastText model, whose vectors were rounded away; the .bin file that "
        "it was made from can be imported");
  }

  absl::Status ReadSettings() {
    absl::StatusOr<absl::string_view> bytes = Take(sizeof(kFastTextMagic), {"the magic number"});
    if (!bytes.ok()) return bytes.status();
    absl::Status status =
        Expect(reader_.offset() - bytes->size(), "the magic number of fastText's models",
               LoadUint32(bytes->data()), kFastTextMagic, kFastTextMagic);
    if (!status.ok()) return status;

    bytes = Take(sizeof(int32_t), {"the version"});
    if (!bytes.ok()) return bytes.status();
    const int32_t version = Int32At(*bytes, 0);
    status = Expect(reader_.offset() - bytes->size(), "the version", version, kOldVersion,
                    kFastTextVersion);
    if (!status.ok()) return status;

    bytes = Take(kFastTextSettings * sizeof(int32_t) + sizeof(double), {"the settings"});
    if (!bytes.ok()) return bytes.status();
    const uint64_t begin = reader_.offset() - bytes->size();
    const auto read = [&](FastTextSetting setting, absl::string_view name, int32_t low,
                          int32_t high) {
      const size_t at = setting * sizeof(int32_t);
      const int32_t value = Int32At(*bytes, at);
      if (status.ok()) status = Expect(begin + at, name, value, low, high);
      return value;
    };
    constexpr int32_t kAny = std::numeric_limits<int32_t>::max();
    dimension_ = read(kFastTextDimension, "the dimension", 1, kMaxForeignDimension);
    supervised_ = read(kFastTextModel, "the kind of model", kFastTextCbow, kFastTextSupervised) ==
                  kFastTextSupervised;
    buckets_ = read(kFastTextBuckets, "the number of buckets", 0, kAny);
    ngrams_.buckets = std::max(1, buckets_);
    // An n-gram of no characters is none.
    ngrams_.min =
        std::max(1, read(kFastTextMinNgram, "the length of the shortest n-gram", 0, kAny));
    ngrams_.max = read(kFastTextMaxNgram, "the length of the longest n-gram", 0, kLongestNgram);
    // Supervised models had no n-grams of characters yet, whatever they say.
    if (version == kOldVersion && supervised_) ngrams_.max = 0;
    if (!status.ok()) return status;
    row_.resize(dimension_);
    return rows_.SetDimension(dimension_, {reader_.name(), "byte", begin});
  }

  absl::Status ReadDictionary() {
    const absl::StatusOr<absl::string_view> bytes =
        Take(3 * sizeof(int32_t) + 2 * sizeof(int64_t), {"the counts of the dictionary"});
    if (!bytes.ok()) return bytes.status();
    const uint64_t begin = reader_.offset() - bytes->size();
    const int32_t words = Int32At(*bytes, 4);
    const int32_t labels = Int32At(*bytes, 8);
    const int64_t pruned = Int64At(*bytes, 20);
    if (words == 0) return reader_.WrongByte(begin + 4, "there are no words");
    constexpr int32_t kAny = std::numeric_limits<int32_t>::max();
    absl::Status status = Expect(begin + 4, "the number of words", words, 1, kAny);
    if (status.ok()) status = Expect(begin + 8, "the number of labels", labels, 0, kAny);
    if (status.ok()) {
      const int64_t entries = int64_t{words} + labels;
      status =
          Expect(begin, "the number of words and labels", Int32At(*bytes, 0), entries, entries);
    }
    if (status.ok()) {
      status = Expect(begin + 12, "the number of tokens", Int64At(*bytes, 12), 0,
                      std::numeric_limits<int64_t>::max());
    }
    // N-grams are pruned only where a model is quantised.
    if (status.ok() && pruned >= 0) return QuantisedModel(begin + 20);
    if (status.ok()) status = Expect(begin + 20, "the number of pruned n-grams", pruned, -1, -1);
    if (!status.ok()) return status;
    labels_ = labels;
    word_count_ = words;
    for (uint64_t i = 1; i <= word_count_ && status.ok(); ++i) {
      status = ReadEntry({"word", i, word_count_}, 0);
    }
    for (uint64_t i = 1; i <= labels_ && status.ok(); ++i) {
      status = ReadEntry({"label", i, labels_}, 1);
    }
    return status;
  }

  // Words are of `type` 0. The first ones are kept.
  absl::Status ReadEntry(const Part& part, char type) {
    const uint64_t begin = reader_.offset();
    absl::StatusOr<absl::string_view> bytes = reader_.Peek(kMaxForeignWordBytes + 1);
    if (!bytes.ok()) return bytes.status();
    const size_t length = bytes->substr(0, kMaxForeignWordBytes + 1).find('\0');
    if (length == absl::string_view::npos) {
      absl::Status status = CheckEnd(bytes, kMaxForeignWordBytes + 1, part);
      if (!status.ok()) return status;
      return reader_.WrongByte(
          begin, absl::StrCat(Named(part), " is longer than ", kMaxForeignWordBytes, " bytes"));
    }
    if (type == 0 && words_.size() < limit_) {
      words_.emplace_back(bytes->substr(0, length));
      places_.push_back(begin);
    }
    reader_.Skip(length + 1);
    bytes = Take(sizeof(int64_t) + 1, part);
    if (!bytes.ok()) return bytes.status();
    const int64_t count = Int64At(*bytes, 0);
    if (count >= 0 && bytes->back() == type) return absl::OkStatus();
    const uint64_t count_at = reader_.offset() - bytes->size();
    absl::Status status = Expect(count_at, absl::StrCat("the count of ", Named(part)), count, 0,
                                 std::numeric_limits<int64_t>::max());
    if (!status.ok()) return status;
    return Expect(count_at + sizeof(int64_t), absl::StrCat("the type of ", Named(part)),
                  static_cast<unsigned char>(bytes->back()), type, type);
  }

  absl::Status ReadMatrixShape(const Part& part, int64_t rows) {
    const absl::StatusOr<absl::string_view> bytes = Take(2 * sizeof(int64_t), part);
    if (!bytes.ok()) return bytes.status();
    const uint64_t begin = reader_.offset() - bytes->size();
    absl::Status status = Expect(begin, absl::StrCat("the number of rows of ", Named(part)),
                                 Int64At(*bytes, 0), rows, rows);
    if (!status.ok()) return status;
    return Expect(begin + sizeof(int64_t), absl::StrCat("the number of columns of ", Named(part)),
                  Int64At(*bytes, sizeof(int64_t)), dimension_, dimension_);
  }

  // Sets row_ to the next row of a matrix.
  absl::Status ReadRow(const Part& part) {
    const absl::StatusOr<absl::string_view> bytes = Take(row_.size() * sizeof(float), part);
    if (!bytes.ok()) return bytes.status();
    std::memcpy(row_.data(), bytes->data(), bytes->size());
    for (size_t i = 0; i < row_.size(); ++i) {
      if (std::isfinite(row_[i])) continue;
      return reader_.WrongByte(reader_.offset() - bytes->size() + i * sizeof(float),
                               absl::StrCat("value ", i + 1, " of ", Named(part), " is ", row_[i],
                                            "; a finite number was expected"));
    }
    return absl::OkStatus();
  }

  absl::Status ReadInputMatrix() {
    const absl::StatusOr<absl::string_view> flag = Take(1, {"the input matrix"});
    if (!flag.ok()) return flag.status();
    const uint64_t flag_at = reader_.offset() - 1;
    if (flag->front() == 1) return QuantisedModel(flag_at);
    absl::Status status = Expect(flag_at, "the sign of a quantised input matrix",
                                 static_cast<unsigned char>(flag->front()), 0, 0);
    const uint64_t rows = word_count_ + buckets_;
    if (status.ok()) status = ReadMatrixShape({"the input matrix"}, rows);
    for (size_t i = 0; i < words_.size() && status.ok(); ++i) {
      status = ReadRow({"row", i + 1, rows});
      if (!status.ok()) break;
      const size_t kept = rows_.size();
      status = rows_.Add(words_[i], row_, {reader_.name(), "byte", places_[i]});
      if (rows_.size() > kept) kept_.push_back(i);
    }
    if (status.ok()) status = rows_.CheckHasWords({reader_.name(), "byte", flag_at});
    if (!status.ok()) return status;
    const bool is_whole = words_.size() == word_count_;
    if (!HasSubwords() && !is_whole) return absl::OkStatus();
    status = Skip(uint64_t{sizeof(float)} * (word_count_ - words_.size()) * row_.size(),
                  {"the input matrix"});
    if (!status.ok()) return status;
    if (!HasSubwords()) {
      return Skip(uint64_t{sizeof(float)} * buckets_ * row_.size(), {"the input matrix"});
    }
    bucket_rows_ = RowBlocks(row_.size());
    for (int32_t i = 0; i < buckets_ && status.ok(); ++i) {
      status = ReadRow({"row", word_count_ + i + 1, rows});
      if (status.ok()) bucket_rows_.Append(row_);
    }
    return status;
  }

  absl::Status SkipOutputMatrix() {
    const Part part = {"the output matrix"};
    const absl::StatusOr<absl::string_view> flag = Take(1, part);
    if (!flag.ok()) return flag.status();
    // It may be 1: fastText takes the option to quantise in every command, and follows it only
    // where it quantises.
    absl::Status status = Expect(reader_.offset() - 1, "the sign of a quantised output matrix",
                                 static_cast<unsigned char>(flag->front()), 0, 1);
    const uint64_t rows = supervised_ ? labels_ : word_count_;
    if (status.ok()) status = ReadMatrixShape(part, rows);
    if (status.ok()) status = Skip(sizeof(float) * rows * row_.size(), part);
    if (!status.ok()) return status;
    const absl::StatusOr<absl::string_view> rest = reader_.Peek(1);
    if (!rest.ok()) return rest.status();
    if (rest->empty()) return absl::OkStatus();
    return reader_.WrongByte(reader_.offset(),
                             "expected the end of the file after the output matrix, found more");
  }

  // Makes means of the words' own rows. The order and the precision of the sums are fastText's.
  absl::Status AddSubwords(RowBlocks* vectors) {
    std::vector<uint32_t> buckets;
    for (size_t row = 0; row < kept_.size(); ++row) {
      const size_t i = kept_[row];
      SetFastTextBuckets(words_[i], ngrams_, &buckets);
      const absl::Span<float> vector = vectors->mutable_row(row);
      for (const uint32_t bucket : buckets) {
        const absl::Span<const float> ngram = bucket_rows_.row(bucket);
        for (size_t k = 0; k < vector.size(); ++k) vector[k] += ngram[k];
      }
      const auto scale = static_cast<float>(1.0 / static_cast<double>(buckets.size() + 1));
      for (size_t k = 0; k < vector.size(); ++k) {
        vector[k] *= scale;
        if (std::isfinite(vector[k])) continue;
        return reader_.WrongByte(
            places_[i], absl::StrCat("value ", k + 1, " of the word ", QuotedExcerpt(words_[i]),
                                     ", the mean of its own row and those of its n-grams, is ",
                                     vector[k], "; a finite number was expected"));
      }
    }
    return absl::OkStatus();
  }

  // The last version before kFastTextVersion.
  static constexpr int32_t kOldVersion = 11;

  ByteReader& reader_;
  const uint64_t limit_;
  int32_t dimension_ = 0;
  bool supervised_ = false;
  int32_t buckets_ = 0;
  NgramRange ngrams_ = {};
  uint64_t labels_ = 0;
  uint64_t word_count_ = 0;
  // As many as were asked for, in the order of the file, with the bytes at which they begin.
  std::vector<std::string> words_;
  std::vector<uint64_t> places_;
  // The indices of those that have no flaw.
  std::vector<size_t> kept_;
  // The values of one row.
  std::vector<float> row_;
  VectorRows rows_;
  RowBlocks bucket_rows_;
};

}  // namespace

absl::StatusOr<ForeignVectors> ReadFastText(ByteReader& reader, const VectorsReading& reading) {
  return FastTextReader(reader, reading).Read();
}

}  // namespace windowlm
