#include "src/store/event_file.h"

#include <signal.h>
#include <sys/resource.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Event Scalar(double wall_time, int64_t step, const std::string& tag, float value) {
  Event event;
  event.set_wall_time(wall_time);
  event.set_step(step);
  SummaryValue* added = event.mutable_summary()->add_value();
  added->set_tag(tag);
  added->set_simple_value(value);
  return event;
}

class EventFile : public testing::Test {
 protected:
  // A file with the version and one event.
  std::string WriteFile() const {
    const auto file = EventFileWriter::Create(folder_, 1700000000.25);
    EXPECT_TRUE(file.ok()) << file.status();
    EXPECT_TRUE((*file)->Write(Scalar(1700000010.5, 300, "perplexity/valid", 182.5)).ok());
    return (*file)->path();
  }

  // The steps that a file tells of, that of the version among them.
  static absl::Status ReadSteps(const std::string& path, std::vector<int64_t>* steps) {
    steps->clear();
    return ReadEvents(path, [steps](const Event& event) {
      steps->push_back(event.step());
      return absl::OkStatus();
    });
  }

  const std::string folder_ = FreshFolder();
};

// The bytes come from a program in Python that knows the frame and Protocol Buffers' wire format,
// with the field numbers of TensorFlow's event.proto and summary.proto.
TEST_F(EventFile, HasTheBytesThatTensorBoardReads) {
  EXPECT_EQ(absl::BytesToHexString(BytesOf(WriteFile())),
            "1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe9"
            "2700000000000000bbe1b146090000a042fc54d94110ac022a190a170a10706572706c65786974792f7661"
            "6c69641500803643253c9ae1");
}

// TensorFlow's field is in a oneof; the bytes are from the same program.
TEST_F(EventFile, TellsAZeroFromSilence) {
  const auto file = EventFileWriter::Create(folder_, 1);
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_TRUE((*file)->Write(Scalar(1, 1, "a", 0)).ok());
  const std::string bytes = BytesOf((*file)->path());
  EXPECT_EQ(absl::BytesToHexString(bytes.substr(40 + 12, bytes.size() - 40 - 16)),
            "09000000000000f03f10012a0a0a080a0161"
            "1500000000");
}

TEST_F(EventFile, IsNamedSoThatTensorBoardFindsItAndTheOldestIsFirst) {
  const std::string name = std::filesystem::path(WriteFile()).filename().string();
  EXPECT_THAT(name, StartsWith("events.out.tfevents.1700000000."));
  WriteFile();
  EXPECT_EQ(NamesIn(folder_).size(), 2u) << "a second log in the same second";
  ASSERT_TRUE(EventFileWriter::Create(folder_, 999999999).ok());
  WriteBytes(folder_ + "/model.wlm", "");
  const auto files = EventFilesIn(folder_);
  ASSERT_TRUE(files.ok()) << files.status();
  ASSERT_EQ(files->size(), 3u);
  EXPECT_THAT(files->front(), StartsWith(folder_ + "/events.out.tfevents.0999999999."));
  EXPECT_THAT(*EventFilesIn(folder_ + "/missing"), ElementsAre());
  EXPECT_FALSE(EventFilesIn(folder_ + "/model.wlm").ok());
}

TEST_F(EventFile, IsReadBack) {
  const std::string path = WriteFile();
  std::vector<std::string> events;
  ASSERT_TRUE(ReadEvents(path, [&events](const Event& event) {
                events.push_back(event.SerializeAsString());
                return absl::OkStatus();
              }).ok());
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[1], Scalar(1700000010.5, 300, "perplexity/valid", 182.5).SerializeAsString());
}

TEST_F(EventFile, IsReadAsFarAsItGoesWhereverItIsCut) {
  const std::string bytes = BytesOf(WriteFile());
  const std::string path = folder_ + "/cut.tfevents";
  const size_t version_bytes = 40;
  for (size_t size = 0; size <= bytes.size(); ++size) {
    WriteBytes(path, bytes.substr(0, size));
    std::vector<int64_t> steps;
    const absl::Status status = ReadSteps(path, &steps);
    if (size < version_bytes) {
      EXPECT_FALSE(status.ok()) << size;
    } else {
      EXPECT_TRUE(status.ok()) << size << ": " << status;
      EXPECT_EQ(steps.size(), size == bytes.size() ? 2u : 1u) << size;
    }
  }
}

TEST_F(EventFile, OnAFullDiskIsReadAsFarAsItGoesAndTakesNoMore) {
  const auto file = EventFileWriter::Create(folder_, 1700000000.25);
  ASSERT_TRUE(file.ok()) << file.status();
  // Fails writes as a full disk does.
  signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small = {60, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Status status = (*file)->Write(Scalar(1, 1, "perplexity/valid", 1));
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_THAT(MessageOf(status), HasSubstr("cannot write " + (*file)->path() + ": File too large"));
  EXPECT_EQ((*file)->Write(Scalar(2, 2, "perplexity/valid", 2)), status);
  EXPECT_EQ(BytesOf((*file)->path()).size(), 60u);
  std::vector<int64_t> steps;
  EXPECT_TRUE(ReadSteps((*file)->path(), &steps).ok());
  EXPECT_THAT(steps, ElementsAre(0));
}

TEST_F(EventFile, IsRefusedWhereABitIsFlipped) {
  const std::string bytes = BytesOf(WriteFile());
  const std::string path = folder_ + "/flipped.tfevents";
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    WriteBytes(path, flipped);
    std::vector<int64_t> steps;
    EXPECT_FALSE(ReadSteps(path, &steps).ok()) << bit;
  }
}

TEST_F(EventFile, OfAnotherKindIsNoLog) {
  const std::string path = folder_ + "/other";
  std::vector<int64_t> steps;
  const auto error = [&](const std::string& bytes) {
    WriteBytes(path, bytes);
    return MessageOf(ReadSteps(path, &steps));
  };
  EXPECT_THAT(error(""), HasSubstr(path + " is not a training log: it is empty"));
  EXPECT_THAT(error("the dog gets fed\n"), HasSubstr(path + " is not a record file"));
  EXPECT_THAT(error(TinyFile()), HasSubstr(path + " is not a training log"));
  EXPECT_THAT(MessageOf(ReadSteps(folder_, &steps)), HasSubstr(folder_));
  EXPECT_THAT(MessageOf(ReadSteps(folder_ + "/missing", &steps)), HasSubstr("No such file"));
}

TEST_F(EventFile, NeedsAFolderThatCanBeMade) {
  const std::string file = folder_ + "/file";
  WriteBytes(file, "what was there");
  for (const std::string& bad : {std::string(), file, file + "/log", std::string("/proc/log")}) {
    EXPECT_FALSE(CheckEventFolder(bad).ok()) << bad;
    EXPECT_FALSE(EventFileWriter::Create(bad, 1).ok()) << bad;
  }
  EXPECT_TRUE(CheckEventFolder(folder_ + "/a/b").ok());
  EXPECT_THAT(NamesIn(folder_), ElementsAre("file")) << "a check leaves nothing behind";
  EXPECT_TRUE(EventFileWriter::Create(folder_ + "/a/b", 1).ok());
  EXPECT_EQ(BytesOf(file), "what was there");
}

}  // namespace
}  // namespace windowlm
