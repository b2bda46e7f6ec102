// Files that an earlier build of the program wrote: models are read as that build read them, and
// the checkpoint is refused, since only the build that wrote it comes to the same model from it.

#include "tests/end_to_end/golden_files.h"

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/model_file.pb.h"
#include "src/store/sealed_file.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Expects rows of tsv to be those that the earlier build printed, but for the last digits of their
// numbers, which are not the same on every type of processor.
void ExpectRows(const std::string& rows, const std::string& earlier_rows) {
  const std::vector<std::string> cells = absl::StrSplit(rows, absl::ByAnyChar("\t\n"));
  const std::vector<std::string> earlier = absl::StrSplit(earlier_rows, absl::ByAnyChar("\t\n"));
  ASSERT_EQ(cells.size(), earlier.size()) << rows;
  for (size_t i = 0; i < cells.size(); ++i) {
    double number = 0;
    double earlier_number = 0;
    if (absl::SimpleAtod(earlier[i], &earlier_number) && absl::SimpleAtod(cells[i], &number)) {
      EXPECT_NEAR(number, earlier_number, 1e-5 * std::abs(earlier_number)) << rows;
    } else {
      EXPECT_EQ(cells[i], earlier[i]) << rows;
    }
  }
}

// Writes what the program reads in a file to another one. Fields that it does not know are left
// out: they would come back unread.
absl::Status CopyFile(const std::string& from, const std::string& to) {
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader = SealedFileReader::Open(from);
  if (!reader.ok()) return reader.status();
  FileHeader header = (*reader)->header();
  header.DiscardUnknownFields();
  const absl::StatusOr<std::unique_ptr<SealedFileWriter>> writer =
      SealedFileWriter::Create(to, std::move(header));
  if (!writer.ok()) return writer.status();
  for (;;) {
    const absl::StatusOr<const FileRecord*> record = (*reader)->Next();
    if (!record.ok()) return record.status();
    if (*record == nullptr) return (*writer)->Finish();
    FileRecord known = **record;
    known.DiscardUnknownFields();
    if (absl::Status status = (*writer)->Write(known); !status.ok()) return status;
  }
}

FileHeader HeaderOf(const std::string& path) {
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader = SealedFileReader::Open(path);
  EXPECT_TRUE(reader.ok()) << reader.status();
  return reader.ok() ? (*reader)->header() : FileHeader();
}

class GoldenFiles : public testing::Test {
 protected:
  void SetUp() override { WriteBytes(text_, kGoldenText); }

  // The path of a file of these bytes.
  std::string Written(const std::string& name, const std::string& hexadecimal) const {
    const std::string path = folder_ + "/" + name;
    WriteBytes(path, absl::HexStringToBytes(hexadecimal));
    return path;
  }

  const std::string folder_ = FreshFolder();
  const std::string text_ = folder_ + "/text.txt";
};

TEST_F(GoldenFiles, AreWrittenAgainByteForByte) {
  for (const char* golden : {kGoldenWindowModel, kGoldenNgramModel, kGoldenImportedNgramModel,
                             kGoldenVectors, kGoldenCheckpoint}) {
    const std::string copy = folder_ + "/copy";
    const absl::Status status = CopyFile(Written("golden", golden), copy);
    ASSERT_TRUE(status.ok()) << status;
    EXPECT_EQ(absl::BytesToHexString(BytesOf(copy)), golden);
  }
}

TEST_F(GoldenFiles, HaveAWindowModelThatPredictsAsItDid) {
  const std::string model = Written("window.wlm", kGoldenWindowModel);
  EXPECT_THAT(
      Succeed({"info", model, "--check"}).output,
      AllOf(HasSubstr("a next-word model"), HasSubstr("56 steps, 378 words, validation perplexity"),
            HasSubstr("whole: all 826 bytes")));
  ExpectRows(
      Succeed({"predict", model, "--format=tsv", "--top=4"}, "the cat\nthe dog eats\n\n").output,
      "the cat\t1\teats\t0.218513982\n"
      "the cat\t2\tsleeps\t0.184854776\n"
      "the cat\t3\tcat\t0.119527227\n"
      "the cat\t4\tdog\t0.105289666\n"
      "the dog eats\t1\t</s>\t0.211234964\n"
      "the dog eats\t2\teats\t0.161906312\n"
      "the dog eats\t3\tsleeps\t0.13485616\n"
      "the dog eats\t4\tfish\t0.131378593\n"
      "\t1\tthe\t0.425185046\n"
      "\t2\ta\t0.24271122\n"
      "\t3\tbird\t0.159892892\n"
      "\t4\t</s>\t0.0534487726\n");
  ExpectRows(Succeed({"score", model, "--format=tsv"}, "the cat sings\n").output,
             "line\t1\t-5.1393598\t4\t0\t3.61408948\n"
             "total\t1\t-5.1393598\t4\t0\t3.61408948\n");
}

TEST_F(GoldenFiles, HaveAWindowModelWhoseConfigurationIsKeptByATrainingFromIt) {
  const std::string model = Written("window.wlm", kGoldenWindowModel);
  const std::string config = folder_ + "/config.textproto";
  const std::string again = folder_ + "/again.wlm";
  WriteBytes(config, Succeed({"info", model, "--config"}).output);
  // Zeros too, which are not in the file.
  EXPECT_THAT(BytesOf(config), AllOf(HasSubstr("\n  momentum: 0\n"), HasSubstr("\n  tied: false\n"),
                                     HasSubstr("\n  distant: []\n")));
  Succeed({"train", text_, "--config=" + config, "--output=" + again, "--quiet"});
  const FileHeader header = HeaderOf(again);
  EXPECT_EQ(header.config().SerializeAsString(), HeaderOf(model).config().SerializeAsString());
  // Which lines of it are held out is for each version of the program to say.
  EXPECT_EQ(header.corpus().bytes(), HeaderOf(model).corpus().bytes());
  EXPECT_EQ(header.corpus().crc32c(), HeaderOf(model).corpus().crc32c());
}

TEST_F(GoldenFiles, HaveAWindowModelThatTrainingGoesOnFrom) {
  const std::string model = Written("window.wlm", kGoldenWindowModel);
  const std::string next = folder_ + "/next.wlm";
  Succeed({"train", text_, "--continue=" + model, "--epochs=1", "--precision=float32",
           "--output=" + next, "--quiet"});
  EXPECT_THAT(Succeed({"info", next}).output, HasSubstr("started     from a model of 826 bytes"));
}

TEST_F(GoldenFiles, HaveAnNgramModelThatPredictsAsItDid) {
  const std::string model = Written("ngram.wlm", kGoldenNgramModel);
  EXPECT_THAT(Succeed({"info", model, "--check"}).output,
              AllOf(HasSubstr("a 2-gram model"), HasSubstr("22 of order 2"),
                    HasSubstr("whole: all 821 bytes")));
  ExpectRows(Succeed({"predict", model, "--format=tsv", "--top=4"}, "the cat\na\n").output,
             "the cat\t1\teats\t0.264793396\n"
             "the cat\t2\tsleeps\t0.264793396\n"
             "the cat\t3\t</s>\t0.0720661119\n"
             "the cat\t4\tbird\t0.0699173544\n"
             "a\t1\tbird\t0.262970984\n"
             "a\t2\tdog\t0.249637634\n"
             "a\t3\t</s>\t0.0923924573\n"
             "a\t4\ta\t0.0428056829\n");
  ExpectRows(Succeed({"score", model, "--words", "--format=tsv"}, "the cat sings\n").output,
             "word\t1\tthe\t0\t-1.21013716\tthe\t0\t0.298156381\t1.74585888\n"
             "word\t1\tcat\t0\t-1.90589749\tcat\t4\t0.148689136\t2.74962886\n"
             "word\t1\tsings\t0\t-3.39954583\tsings\t8\t0.0333884304\t4.90450791\n"
             "word\t1\t</s>\t0\t-0.594087516\t\t0\t0.552066088\t0.857087113\n"
             "line\t1\t-7.109668\t4\t0\t5.91455936\n"
             "total\t1\t-7.109668\t4\t0\t5.91455936\n");
}

TEST_F(GoldenFiles, HaveAnImportedNgramModelThatPredictsAsItDid) {
  const std::string model = Written("imported.wlm", kGoldenImportedNgramModel);
  EXPECT_THAT(Succeed({"info", model, "--check"}).output,
              AllOf(HasSubstr("a 2-gram model"), HasSubstr("whole: all 429 bytes")));
  ExpectRows(Succeed({"score", model, "--words", "--format=tsv"}, "a b\n").output,
             "word\t1\ta\t0\t-0.230258513\ta\t0\t0.794328232\t0.332192814\n"
             "word\t1\tb\t1\t-2.07232656\tb\t2\t0.125892544\t2.98973526\n"
             "word\t1\t</s>\t0\t-1.61180962\t\t0\t0.19952622\t2.32534975\n"
             "line\t1\t-3.9143947\t3\t1\t3.68694512\n"
             "total\t1\t-3.9143947\t3\t1\t3.68694512\n");
}

TEST_F(GoldenFiles, HaveVectorsThatAreAsTheyWere) {
  const std::string model = Written("vectors.wlm", kGoldenVectors);
  EXPECT_THAT(Succeed({"info", model, "--check"}).output,
              AllOf(HasSubstr("word vectors"), HasSubstr("from 44 bytes, CRC-32C f2e7ded7"),
                    HasSubstr("whole: all 245 bytes")));
  EXPECT_EQ(Succeed({"export", model, "-", "--to=glove"}).output, kGoldenVectorsText);
  ExpectRows(Succeed({"neighbors", model, "dog", "tea", "--format=tsv"}).output,
             "dog\t1\tcat\t0.991000593\n"
             "dog\t2\ttea\t-0.173423225\n"
             "tea\t1\tdog\t-0.173423225\n"
             "tea\t2\tcat\t-0.188565266\n");
}

TEST_F(GoldenFiles, HaveACheckpointThatIsRefusedAndKept) {
  const std::string checkpoint = Written("model.wlm.checkpoint", kGoldenCheckpoint);
  for (const char* option : {"--resume", "--quiet"}) {
    EXPECT_THAT(
        ErrorOf(1, {"train", text_, "--output=" + folder_ + "/model.wlm", "--epochs=1000",
                    "--patience=0", "--context=2", "--dim=2", "--hidden=2", "--batch-size=8",
                    "--learning-rate=0.05", "--input-dropout=0.1", "--hidden-dropout=0.1",
                    "--valid-fraction=0.25", "--precision=float32", option}),
        AllOf(HasSubstr("cannot go on from " + checkpoint),
              HasSubstr("it was written by another build of windowlm, 0.1.0, 2912488 bytes, "
                        "checksum 87a82b98; this is "),
              HasSubstr("remove the checkpoint to start from the beginning")));
    EXPECT_TRUE(absl::BytesToHexString(BytesOf(checkpoint)) == kGoldenCheckpoint);
    EXPECT_THAT(NamesIn(folder_), ElementsAre("model.wlm.checkpoint", "text.txt"));
  }
}

}  // namespace
}  // namespace windowlm
