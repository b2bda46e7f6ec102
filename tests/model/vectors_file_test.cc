#include "src/model/vectors_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "src/base/character_ngrams.h"
#include "src/model/subwords.h"
#include "src/store/sealed_file.h"
#include "tests/model/small_model_file.h"
#include "tests/store/damage.h"
#include "tests/store/test_files.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;

// Vectors of two numbers: 0, 1; 2, 3; and so on.
ForeignVectors VectorsOf(const std::vector<std::string>& words) {
  ForeignVectors vectors;
  vectors.words = words;
  vectors.vectors = RowBlocks(2);
  for (size_t i = 0; i < words.size(); ++i) {
    const auto first = static_cast<float>(2 * i);
    vectors.vectors.Append({first, first + 1});
  }
  vectors.bytes = 123;
  vectors.crc32c = 0xabcd;
  return vectors;
}

std::vector<std::string> WordsOf(const Vocabulary& vocabulary) {
  std::vector<std::string> words;
  for (uint32_t id = 0; id < vocabulary.size(); ++id) words.emplace_back(vocabulary.word(id));
  return words;
}

std::vector<float> RowOf(const ModelVectors& vectors, uint32_t id) {
  const float* row = vectors.embeddings.row(id);
  return {row, row + vectors.embeddings.columns()};
}

class VectorsFile : public testing::Test {
 protected:
  ModelVectors SaveAndLoad(const ForeignVectors& vectors) const {
    const absl::Status saved = SaveVectors(path_, vectors);
    EXPECT_TRUE(saved.ok()) << saved;
    absl::StatusOr<ModelVectors> loaded = LoadVectors(path_);
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    return *std::move(loaded);
  }

  const std::string path_ = FreshFolder() + "/vectors.wlm";
};

TEST_F(VectorsFile, KeepsWordsInTheirOrderAndAddsTheSpecialOnes) {
  const ModelVectors vectors = SaveAndLoad(VectorsOf({"zebra", "ant", "new york"}));
  EXPECT_THAT(WordsOf(vectors.vocabulary),
              ElementsAre("zebra", "ant", "new york", "</s>", "<unk>", "<s>"));
  EXPECT_THAT(vectors.exported_ids, ElementsAre(0, 1, 2));
  EXPECT_THAT(RowOf(vectors, 1), ElementsAre(2, 3));
  for (const uint32_t id : {3, 4, 5}) EXPECT_THAT(RowOf(vectors, id), ElementsAre(0, 0));
  EXPECT_EQ(vectors.provenance.config.corpus().text().tokenizer(), TOKENIZER_WHITESPACE);
}

TEST_F(VectorsFile, TakesTheSpecialWordsOfTheFile) {
  const ModelVectors vectors = SaveAndLoad(VectorsOf({"<s>", "<unk>", "ant", "</s>"}));
  EXPECT_THAT(WordsOf(vectors.vocabulary), ElementsAre("<unk>", "ant", "</s>", "<s>"));
  EXPECT_THAT(vectors.exported_ids, ElementsAre(3, 0, 1, 2));
  EXPECT_THAT(RowOf(vectors, 3), ElementsAre(0, 1));
  EXPECT_THAT(RowOf(vectors, 0), ElementsAre(2, 3));
}

TEST_F(VectorsFile, KeepsThePlaceOfTheLineStart) {
  const std::vector<std::string> words = {"a", "<unk>", "b"};
  for (size_t place = 0; place <= words.size(); ++place) {
    std::vector<std::string> with = words;
    with.insert(with.begin() + static_cast<std::ptrdiff_t>(place), "<s>");
    const ModelVectors vectors = SaveAndLoad(VectorsOf(with));
    std::vector<std::string> exported;
    for (const uint32_t id : vectors.exported_ids) {
      exported.emplace_back(vectors.vocabulary.word(id));
    }
    EXPECT_EQ(exported, with);
  }
}

// Files that do not tell the place of <s> have it last.
TEST_F(VectorsFile, TakesTheLineStartForTheLastWordWhereNoPlaceIsTold) {
  SaveAndLoad(VectorsOf({"a", "b", "<s>"}));
  const auto reader = SealedFileReader::Open(path_);
  ASSERT_TRUE(reader.ok()) << reader.status();
  const FileHeader& header = (*reader)->header();
  EXPECT_TRUE(header.vectors().has_line_start());
  EXPECT_EQ(header.vectors().words_after_line_start(), 0u);
}

TEST_F(VectorsFile, RefusesAPlaceOfTheLineStartThatThereIsNot) {
  FileHeader header;
  header.set_vocabulary_size(4);
  header.mutable_vectors()->set_dimension(1);
  header.mutable_vectors()->set_words(2);
  header.mutable_vectors()->set_words_after_line_start(2);
  EXPECT_TRUE(CheckVectorsHeader(header).ok());
  header.mutable_vectors()->set_words_after_line_start(3);
  EXPECT_EQ(MessageOf(CheckVectorsHeader(header)), "are 2 words, and 3 of them after <s>");
}

TEST_F(VectorsFile, HoldsVectorsOfManyChunks) {
  ForeignVectors vectors;
  constexpr int64_t kWords = 7;
  vectors.vectors = RowBlocks(100000);
  for (int64_t i = 0; i < kWords; ++i) {
    vectors.words.push_back(std::string(1, static_cast<char>('a' + i)));
    std::vector<float> row(100000);
    row.back() = static_cast<float>(i + 1);
    vectors.vectors.Append(row);
  }
  const ModelVectors loaded = SaveAndLoad(vectors);
  for (int64_t i = 0; i < kWords; ++i) EXPECT_EQ(loaded.embeddings.row(i)[99999], i + 1);
}

TEST_F(VectorsFile, TellsWhatItWasImportedFrom) {
  SaveAndLoad(VectorsOf({"a"}));
  const auto reader = SealedFileReader::Open(path_);
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ((*reader)->header().vectors().bytes(), 123u);
  EXPECT_EQ((*reader)->header().vectors().crc32c(), 0xabcdu);
}

TEST_F(VectorsFile, KeepsNgramsThatAnswerForOtherWords) {
  ForeignVectors vectors = VectorsOf({"cat", "</s>"});
  ForeignSubwords& subwords = vectors.subwords.emplace();
  subwords.min = 3;
  subwords.max = 3;
  subwords.rows = RowBlocks(2);
  for (int bucket = 0; bucket < 5; ++bucket) {
    subwords.rows.Append({static_cast<float>(bucket), 1});
  }
  const ModelVectors loaded = SaveAndLoad(vectors);
  EXPECT_THAT(RowOf(loaded, 0), ElementsAre(FloatNear(0, 1e-6f), FloatNear(1, 1e-6f)));
  EXPECT_THAT(RowOf(loaded, 1), ElementsAre(2, 3));
  ASSERT_TRUE(loaded.unknown_words.has_value());
  std::vector<uint32_t> buckets;
  AppendNgramBuckets("bat", {3, 3, 5}, &buckets);
  ASSERT_EQ(buckets.size(), 3u);
  const auto sum = static_cast<float>(buckets[0] + buckets[1] + buckets[2]);
  std::vector<float> bat(2);
  EXPECT_TRUE(WriteSubwordVector(*loaded.unknown_words, "bat", bat.data()));
  EXPECT_THAT(bat, ElementsAre(FloatNear(sum / 3, 1e-6f), FloatNear(1, 1e-6f)));
}

TEST_F(VectorsFile, IsNoModelThatPredicts) {
  SaveAndLoad(VectorsOf({"a"}));
  const absl::StatusOr<TrainedModel> model = LoadModel(path_);
  EXPECT_EQ(model.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(MessageOf(model.status()),
            path_ +
                " has word vectors alone, which windowlm import wrote: they tell which words "
                "are alike, but predict no words");
}

TEST_F(VectorsFile, ATrainedModelHasVectorsToo) {
  const auto model = SmallModel();
  ASSERT_TRUE(SaveModel(path_, SmallProvenance(), SmallVocabulary(), *model).ok());
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(path_);
  ASSERT_TRUE(vectors.ok()) << vectors.status();
  EXPECT_EQ(WordsOf(vectors->vocabulary), WordsOf(SmallVocabulary()));
  const Matrix<float>& embeddings = model->embeddings();
  ASSERT_EQ(vectors->embeddings.size(), embeddings.size());
  EXPECT_EQ(std::memcmp(vectors->embeddings.data(), embeddings.data(),
                        static_cast<size_t>(embeddings.size()) * sizeof(float)),
            0);
  // All but `<s>`.
  EXPECT_EQ(vectors->exported_ids.size(), SmallVocabulary().size() - 1);
  EXPECT_EQ(vectors->provenance.config.seed(), SmallProvenance().config.seed());
}

TEST_F(VectorsFile, AnyDamageIsRefused) {
  const auto expect_refused = [](const std::string& bytes) {
    EXPECT_FALSE(ReadVectors(ByteSource::FromBytes("model", bytes)).ok());
  };
  SaveAndLoad(VectorsOf({"a", "b"}));
  const std::string vectors = BytesOf(path_);
  ForEachCut(vectors, expect_refused);
  ForEachFlippedBit(vectors, expect_refused);
  ForEachMisplacedRecord(vectors, expect_refused);
  ASSERT_TRUE(SaveModel(path_, SmallProvenance(), SmallVocabulary(), *SmallModel()).ok());
  ForEachCut(BytesOf(path_), expect_refused);
  ForEachFlippedBit(BytesOf(path_), expect_refused);
}

// Right checksums say only that somebody meant the bytes.
TEST_F(VectorsFile, AnyFlippedBitUnderRightChecksumsCrashesNothing) {
  SaveAndLoad(VectorsOf({"a", "b"}));
  int accepted = 0;
  int refused = 0;
  ForEachForgedBit(BytesOf(path_), [&](const std::string& bytes) {
    const absl::StatusOr<ModelVectors> vectors = ReadVectors(ByteSource::FromBytes("model", bytes));
    ++(vectors.ok() ? accepted : refused);
    if (!vectors.ok()) return;
    for (const uint32_t id : vectors->exported_ids) EXPECT_LT(id, vectors->vocabulary.size());
  });
  EXPECT_GT(accepted, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace windowlm
