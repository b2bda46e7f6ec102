// `windowlm train --trace`: the first steps in numbers.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Trace : public testing::Test {
 protected:
  Trace() { WriteBytes(text_, "the dog gets fed\nthe cat gets fed\nthe dog sleeps\n"); }

  std::vector<std::string> Train(const std::string& model, std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"train",       text_,           "--output=" + model,
                                          "--context=2", "--dim=3",       "--hidden=2",
                                          "--epochs=2",  "--batch-size=1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  const std::string folder_ = FreshFolder();
  const std::string text_ = folder_ + "/text.txt";
};

TEST_F(Trace, TellsTheFirstStepsAndLeavesTheModelAsItIs) {
  const std::string traced = folder_ + "/traced.wlm";
  const std::string silent = folder_ + "/silent.wlm";
  const std::string told = Succeed(Train(traced, {"--trace=2", "--quiet"})).output;
  EXPECT_THAT(told, StartsWith("step 1, learning rate "));
  EXPECT_THAT(told, HasSubstr("\nstep 2, learning rate "));
  EXPECT_THAT(told, Not(HasSubstr("\nstep 3, ")));
  EXPECT_THAT(told, HasSubstr("    hidden.0 "));
  EXPECT_THAT(Succeed(Train(silent, {"--quiet"})).output, IsEmpty());
  EXPECT_TRUE(BytesOf(traced) == BytesOf(silent));
}

TEST_F(Trace, NeedsStepsThatCanBeToldApart) {
  EXPECT_THAT(ErrorOf(2, {"train", text_, "--output=" + folder_ + "/model.wlm", "--preset=vectors",
                          "--trace=1", "--quiet"}),
              HasSubstr("--trace needs --trainer=window"));
}

}  // namespace
}  // namespace windowlm
