// Every kind of damage that a file may come to, done to a small one: an error each time,
// never a crash and never a wrong answer.

#include "tests/store/damage.h"

#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "src/store/sealed_file.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

class Damage : public testing::Test {
 protected:
  void SetUp() override {
    const absl::Status status = ReadTinyFile(whole_);
    ASSERT_TRUE(status.ok()) << status;
    ASSERT_TRUE(ReadAnyFile(whole_).ok());
    ASSERT_EQ(absl::StrJoin(records_, ""), whole_);
    ASSERT_EQ(records_.size(), 5);
  }

  // Both readers must find it: that of a model, which knows what to expect, and that of records,
  // which has the footer alone to go by.
  static void ExpectRefused(const std::string& bytes) {
    for (const absl::Status& status : {ReadTinyFile(bytes), ReadAnyFile(bytes)}) {
      EXPECT_TRUE(absl::IsDataLoss(status) || absl::IsInvalidArgument(status)) << status;
    }
  }

  const std::string whole_ = TinyFile();
  const std::vector<std::string> records_ = RecordsOf(whole_);
};

TEST_F(Damage, ACutAtAnyByteIsFound) { ForEachCut(whole_, ExpectRefused); }

TEST_F(Damage, AnyFlippedBitIsFound) { ForEachFlippedBit(whole_, ExpectRefused); }

TEST_F(Damage, AnyRecordSwappedRepeatedOrDroppedIsFound) {
  ForEachMisplacedRecord(whole_, ExpectRefused);
}

TEST_F(Damage, ALostByteIsFound) {
  for (size_t i = 0; i < whole_.size(); ++i) {
    SCOPED_TRACE(i);
    ExpectRefused(whole_.substr(0, i) + whole_.substr(i + 1));
  }
}

TEST_F(Damage, TrailingBytesAreFound) {
  ExpectRefused(whole_ + std::string(1, '\0'));
  ExpectRefused(whole_ + std::string(4096, '\0'));
  ExpectRefused(whole_ + whole_);
}

TEST_F(Damage, ARecordOfAnotherFileIsFound) {
  FileRecord record;
  ASSERT_TRUE(record.ParseFromString(PayloadsOf(whole_)[3]));
  record.mutable_tensor()->set_values(std::string(8, '\x3f'));
  std::vector<std::string> records = records_;
  records[3] = RecordOf(record.SerializeAsString());
  ExpectRefused(absl::StrJoin(records, ""));
}

// Checksums say nothing against bytes that were written with intent. Such a file may well be a
// right one, with other words in it; reading it must end, and within what was allocated.
TEST_F(Damage, AFlippedBitUnderRightChecksumsCrashesNothing) {
  int accepted = 0;
  int refused = 0;
  ForEachForgedBit(whole_, [&](const std::string& bytes) {
    // The reader of a model finds more than that of records.
    const absl::Status any = ReadAnyFile(bytes);
    const absl::Status tiny = ReadTinyFile(bytes);
    EXPECT_TRUE(any.ok() || !tiny.ok()) << any;
    ++(any.ok() ? accepted : refused);
  });
  EXPECT_GT(accepted, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace windowlm
