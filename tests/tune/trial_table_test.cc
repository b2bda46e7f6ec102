#include "src/tune/trial_table.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

class TrialTableTest : public testing::Test {
 protected:
  TrialTableTest() {
    table_.Add({{0, 2}, 1000, 0.1 + 0.2, 1.26, true, ""});
    table_.Add({{7, 0}, 111, absl::nullopt, 3.4, false, "--dim=100 --epochs=0.5"});
  }

  std::string MessageOf(const std::string& text) const {
    WriteBytes(path_, text);
    TrialTable read(0x1234, "accuracy");
    const absl::Status status = read.Read(path_);
    EXPECT_FALSE(status.ok());
    EXPECT_TRUE(read.results().empty());
    return std::string(status.message());
  }

  const std::string path_ = FreshFolder() + "/model.wlm.trials";
  TrialTable table_{0x1234, "accuracy"};
};

TEST_F(TrialTableTest, IsReadAsItWasWritten) {
  ASSERT_TRUE(table_.Write(*OutputPlace::Find(path_)).ok());
  EXPECT_EQ(BytesOf(path_),
            "# windowlm tune, search 00001234\n"
            "trial\tconfiguration\trung\twords\taccuracy\tseconds\tmodel\toptions\n"
            "1\t0\t2\t1000\t0.30000000000000004\t1.3\tkept\t\n"
            "2\t7\t0\t111\tfailed\t3.4\t\t--dim=100 --epochs=0.5\n");
  TrialTable read(0x1234, "accuracy");
  ASSERT_TRUE(read.Read(path_).ok());
  ASSERT_EQ(read.results().size(), 2);
  const TrialResult* first = read.Find({0, 2});
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(*first->figure, 0.1 + 0.2);
  EXPECT_EQ(first->words, 1000);
  const TrialResult* second = read.Find({7, 0});
  ASSERT_NE(second, nullptr);
  EXPECT_FALSE(second->figure.has_value());
  EXPECT_EQ(second->options, "--dim=100 --epochs=0.5");
  EXPECT_EQ(read.Find({7, 1}), nullptr);
  EXPECT_EQ(read.best(), 0u);
}

TEST_F(TrialTableTest, SaysWhatIsNotAsExpected) {
  const std::string first = "# windowlm tune, search 00001234\n";
  const std::string heading =
      "trial\tconfiguration\trung\twords\taccuracy\tseconds\tmodel\toptions\n";
  EXPECT_THAT(MessageOf(""), HasSubstr(path_ + " is no table of trials"));
  EXPECT_THAT(MessageOf("a text of somebody\n"), HasSubstr(path_ + ", line 1: "));
  EXPECT_THAT(MessageOf("# windowlm tune, search 00001235\n" + heading),
              HasSubstr("of another search"));
  EXPECT_THAT(MessageOf(first + "trial\n"), HasSubstr("line 2: "));
  // The first trial's model is always kept.
  EXPECT_THAT(MessageOf(first + heading + "1\t0\t2\t1000\t0.3\t1.3\t\t\n"),
              HasSubstr("is no table of trials"));
  for (const char* row :
       {"1\t0\t2\t1000\t0.3\t1.3\tkept", "1\t0\t-2\t1000\t0.3\t1.3\tkept\t",
        "1\t0\t2\t1000\tnan\t1.3\tkept\t", "1\t5000000000\t2\t1000\t0.3\t1.3\tkept\t",
        "1\t0\t2\t1000\t0.3\t1.3\tlost\t", "1\t0\t2\t1000\t0.3\t1.3\tkept\t\t", ""}) {
    EXPECT_THAT(MessageOf(first + heading + row + "\n"), HasSubstr("line 3: ")) << row;
  }
}

}  // namespace
}  // namespace windowlm
