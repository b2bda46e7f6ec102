#include "src/store/vocabulary_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "absl/strings/str_cat.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using testing::HasSubstr;

using Words = std::vector<std::pair<std::string, uint64_t>>;

FileHeader HeaderOf(uint64_t words) {
  FileHeader header;
  header.set_vocabulary_size(words);
  return header;
}

std::string FileWith(const Words& words) {
  const std::string path = FreshFolder() + "/file";
  auto writer = SealedFileWriter::Create(path, HeaderOf(words.size()));
  EXPECT_TRUE(writer.ok()) << writer.status();
  VocabularyWriter vocabulary(**writer);
  for (const auto& [word, count] : words) EXPECT_TRUE(vocabulary.Add(word, count).ok());
  EXPECT_TRUE(vocabulary.Finish().ok());
  const absl::Status status = (*writer)->Finish();
  EXPECT_TRUE(status.ok()) << status;
  return path;
}

std::unique_ptr<SealedFileReader> OpenFile(const std::string& path) {
  auto reader = SealedFileReader::Open(path);
  EXPECT_TRUE(reader.ok()) << reader.status();
  return *std::move(reader);
}

absl::Status ReadWords(SealedFileReader& reader, Words* words) {
  return ReadVocabulary(reader, [words](absl::string_view word, uint64_t count) {
    words->emplace_back(std::string(word), count);
    return absl::OkStatus();
  });
}

// Reads a file of these chunks, whose header announces `size` words.
std::string ComplaintAbout(uint64_t size, const std::vector<VocabularyChunk>& chunks) {
  const std::string path = FreshFolder() + "/file";
  uint64_t words = 0;
  for (const VocabularyChunk& chunk : chunks) words += chunk.words_size();
  EXPECT_EQ(words, size) << "the writer would not write it";
  auto writer = SealedFileWriter::Create(path, HeaderOf(size));
  EXPECT_TRUE(writer.ok()) << writer.status();
  for (const VocabularyChunk& chunk : chunks) {
    FileRecord record;
    *record.mutable_vocabulary() = chunk;
    EXPECT_TRUE((*writer)->Write(record).ok());
  }
  EXPECT_TRUE((*writer)->Finish().ok());
  const auto reader = OpenFile(path);
  Words read;
  return std::string(ReadWords(*reader, &read).message());
}

VocabularyChunk Chunk(uint64_t first_id, int words, int counts) {
  VocabularyChunk chunk;
  chunk.set_first_id(first_id);
  for (int i = 0; i < words; ++i) chunk.add_words("word");
  for (int i = 0; i < counts; ++i) chunk.add_counts(1);
  return chunk;
}

TEST(VocabularyRecords, ReadsWordsInTheOrderOfTheirIds) {
  const Words words = {{"<s>", 0},
                       {"the", std::numeric_limits<uint64_t>::max()},
                       {"", 1},
                       {std::string("\xff\0 \n", 4), 2},
                       {"the", 3}};
  const auto reader = OpenFile(FileWith(words));
  Words read;
  const absl::Status status = ReadWords(*reader, &read);
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(read, words);
  EXPECT_EQ(*reader->Next(), nullptr);
}

TEST(VocabularyRecords, CutsChunksBelowAMebibyte) {
  Words words;
  for (int i = 0; i < 200'000; ++i) words.emplace_back(absl::StrCat("word", i), i);
  words.emplace_back(std::string(kMaxStoredWordBytes, 'x'), 1);
  words.emplace_back("last", 1);
  const std::string path = FileWith(words);
  Words read;
  EXPECT_TRUE(ReadWords(*OpenFile(path), &read).ok());
  EXPECT_TRUE(read == words);
  const auto reader = OpenFile(path);
  uint64_t id = 0;
  int chunks = 0;
  for (auto record = reader->Next(); *record != nullptr; record = reader->Next()) {
    const VocabularyChunk& chunk = (*record)->vocabulary();
    EXPECT_EQ(chunk.first_id(), id);
    EXPECT_TRUE(chunk.ByteSizeLong() <= 1 << 20 || chunk.words_size() == 1);
    id += chunk.words_size();
    ++chunks;
  }
  EXPECT_EQ(id, words.size());
  EXPECT_EQ(chunks, 7);
}

TEST(VocabularyRecords, RefusesAWordThatWouldNotFit) {
  auto writer = SealedFileWriter::Create(FreshFolder() + "/file", HeaderOf(1));
  ASSERT_TRUE(writer.ok()) << writer.status();
  VocabularyWriter vocabulary(**writer);
  const absl::Status status = vocabulary.Add(std::string(kMaxStoredWordBytes + 1, 'x'), 1);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ((*writer)->Finish(), status);
}

TEST(VocabularyRecords, RefusesGapsAndRepeats) {
  EXPECT_THAT(ComplaintAbout(4, {Chunk(0, 2, 2), Chunk(3, 2, 2)}),
              HasSubstr("expected the vocabulary from word 2, found that from word 3"));
  EXPECT_THAT(ComplaintAbout(4, {Chunk(0, 2, 2), Chunk(0, 2, 2)}),
              HasSubstr("expected the vocabulary from word 2, found that from word 0"));
}

TEST(VocabularyRecords, RefusesChunksWithoutWordsOrWithoutCounts) {
  EXPECT_THAT(ComplaintAbout(2, {Chunk(0, 0, 0), Chunk(0, 2, 2)}), HasSubstr("has 0 words"));
  EXPECT_THAT(ComplaintAbout(2, {Chunk(0, 2, 1)}), HasSubstr("has 2 words and 1 counts"));
  EXPECT_THAT(ComplaintAbout(2, {Chunk(0, 2, 3)}), HasSubstr("has 2 words and 3 counts"));
}

TEST(VocabularyRecords, ReportsAWordThatItsReaderRefuses) {
  const std::string path = FileWith({{"a", 1}, {"a", 1}});
  const auto reader = OpenFile(path);
  int words = 0;
  const absl::Status status = ReadVocabulary(*reader, [&words](absl::string_view, uint64_t) {
    return words++ == 0 ? absl::OkStatus() : absl::InvalidArgumentError("it is there already");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(MessageOf(status), path + " is damaged at byte 22: word 1: it is there already");
}

}  // namespace
}  // namespace windowlm
