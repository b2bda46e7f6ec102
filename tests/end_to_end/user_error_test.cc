// What a user may get wrong: one line that says so, an exit code, and nothing touched.

#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr int kFailed = 1;
constexpr int kUsage = 2;

// A folder with a small corpus and a file where the model is to go.
class UserError : public testing::Test {
 protected:
  void SetUp() override {
    WriteBytes(corpus_, "the dog sees the cat\nthe cat sees the dog\n");
    WriteBytes(model_, "what was there");
    names_ = NamesIn(folder_);
  }

  // One line, which says what and where.
  void Expect(int exit_code, const std::vector<std::string>& arguments,
              const std::vector<std::string>& says) const {
    SCOPED_TRACE(absl::StrJoin(arguments, " "));
    const ProgramResult result = RunProgram(arguments);
    EXPECT_EQ(result.exit_code, exit_code);
    EXPECT_EQ(result.output, "");
    EXPECT_THAT(result.errors, StartsWith("windowlm: "));
    for (const std::string& part : says) EXPECT_THAT(result.errors, HasSubstr(part));
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
    EXPECT_EQ(NamesIn(folder_), names_) << "a file more, or less";
    EXPECT_EQ(BytesOf(model_), "what was there");
  }

  void ExpectTrainFails(int exit_code, const std::vector<std::string>& arguments,
                        const std::vector<std::string>& says) const {
    std::vector<std::string> all = {"train", "--output=" + model_};
    all.insert(all.end(), arguments.begin(), arguments.end());
    Expect(exit_code, all, says);
  }

  // Puts one more file into the folder.
  std::string Add(const std::string& name, const std::string& bytes) {
    const std::string path = folder_ + "/" + name;
    WriteBytes(path, bytes);
    names_ = NamesIn(folder_);
    return path;
  }

  const std::string folder_ = FreshFolder();
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string model_ = folder_ + "/model.wlm";
  std::vector<std::string> names_;
};

TEST_F(UserError, WhoBringsNamesFromAnotherProgramIsToldOurs) {
  struct Case {
    const char* typed;
    const char* ours;
  };
  for (const Case& each : std::vector<Case>{
           {"--lr=0.1", "--learning-rate"},
           {"--learning_rate=0.1", "--learning-rate"},
           {"--window=5", "--context"},
           {"--ws=5", "--context"},
           {"--size=100", "--dim"},
           {"--vector_size=100", "--dim"},
           {"--neg=5", "--negatives"},
           {"--iter=5", "--epochs"},
           {"--workers=2", "--threads"},
           {"--minCount=5", "--min-count"},
           {"--sample=1e-4", "--subsample"},
           {"-lr", "--learning-rate"},
           {"-ws", "--context"},
           {"--cbow=1", "--objective=masked --combine=mean --hidden=none"},
           {"--sg=1", "--objective=skipgram"},
           {"--objective=cbow", "masked, with --combine=mean --hidden=none"},
           {"--loss=cross-entropy", "softmax"},
           {"--loss=hs", "adaptive-softmax"},
           {"--activation=identity", "linear"},
       }) {
    ExpectTrainFails(kUsage, {corpus_, each.typed},
                     {std::string("windowlm calls it ") + each.ours});
  }
  // Another command has no such option.
  const std::string model = Add("some.wlm", "");
  const ProgramResult other = RunProgram({"predict", model, "--lr=0.1"});
  EXPECT_THAT(other.errors, testing::Not(HasSubstr("windowlm calls it")));
}

TEST_F(UserError, InANumberTellsWhatIsExpected) {
  ExpectTrainFails(kUsage, {corpus_, "--dim=0x10"}, {"--dim takes a whole number", "\"0x10\""});
  ExpectTrainFails(kUsage, {corpus_, "--epochs=0x2"}, {"--epochs takes a number"});
  ExpectTrainFails(kUsage, {corpus_, "--threads=0x2"}, {"--threads takes a whole number"});
  for (const char* option : {"--input-dropout", "--hidden-dropout", "--warmup-steps",
                             "--valid-fraction", "--epochs", "--patience", "--threads"}) {
    ExpectTrainFails(kUsage, {corpus_, std::string(option) + "=-1"},
                     {std::string(option) + " must be ", "and is -1"});
  }
  ExpectTrainFails(kUsage, {corpus_, "--momentum=1"},
                   {"--momentum must be from 0 to less than 1, and is 1"});
  Expect(kUsage, {"ngram", corpus_, "--output=" + model_, "--order=0x3"},
         {"--order takes a whole number"});
  Expect(kUsage, {"ngram", corpus_, "--output=" + model_, "--order=7"},
         {"--order must be from 1 to 6, and is 7"});
  Expect(kUsage, {"sample-corpus", "--words=0x10"}, {"\"0x10\" is not a whole number"});
  Expect(kUsage, {"neighbors", model_, "dog", "--top=0x10"}, {"--top: \"0x10\" is not a whole"});
  Expect(kUsage, {"neighbors", model_, "dog", "--top=0"}, {"--top: 0 is not from 1 to"});
  Expect(kUsage, {"generate", model_, "--temperature=nan"}, {"--temperature: \"nan\" is not a"});
}

TEST_F(UserError, InTheCorpusNamesIt) {
  const std::string empty = Add("empty.txt", "");
  ExpectTrainFails(kFailed, {empty}, {empty, "no words"});
  const std::string blank = Add("blank.txt", " \n\n\t\n");
  ExpectTrainFails(kFailed, {blank}, {blank, "no words"});
  const std::string bare = testing::TempDir() + "/bare";
  ASSERT_EQ(mkdir(bare.c_str(), 0700), 0);
  ExpectTrainFails(kFailed, {bare}, {bare, "folder"});
  ExpectTrainFails(kFailed, {folder_ + "/missing.txt"}, {folder_ + "/missing.txt", "No such file"});
  const std::string binary = Add("binary.txt", std::string("\x7f"
                                                           "ELF\x02\x01\x01\0\0\0",
                                                           10));
  ExpectTrainFails(kFailed, {binary}, {binary, "not text", "byte 7"});
  const std::string cut = Add("cut.gz", std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b", 11));
  ExpectTrainFails(kFailed, {cut}, {cut});
  ExpectTrainFails(kFailed, {corpus_, "--valid=" + empty}, {empty, "no words"});
}

TEST_F(UserError, InTheOutputIsFoundBeforeTraining) {
  const auto expect = [&](int exit_code, const std::string& output,
                          const std::vector<std::string>& says) {
    Expect(exit_code, {"train", corpus_, "--output=" + output}, says);
  };
  expect(kFailed, folder_ + "/missing/model.wlm", {folder_ + "/missing", "No such file"});
  expect(kFailed, folder_, {folder_, "folder"});
  expect(kFailed, corpus_ + "/model.wlm", {"cannot write", "Not a directory"});
  expect(kUsage, "/dev/full", {"/dev/full", "appears whole or not at all"});
  expect(kUsage, "-", {"standard output", "appears whole or not at all"});
  expect(kUsage, "/dev/stdout", {"/dev/stdout", "appears whole or not at all"});
  expect(kFailed, "/proc/model.wlm", {"/proc/model.wlm"});
  expect(kUsage, corpus_, {corpus_, "cannot write"});
  EXPECT_EQ(BytesOf(corpus_), "the dog sees the cat\nthe cat sees the dog\n");
}

TEST_F(UserError, InAnOptionsValueNamesTheOption) {
  for (const char* option : {"--dim", "--context", "--batch-size", "--epochs", "--learning-rate"}) {
    ExpectTrainFails(kUsage, {corpus_, std::string(option) + "=0"}, {option});
    ExpectTrainFails(kUsage, {corpus_, std::string(option) + "=-1"}, {option});
    ExpectTrainFails(kUsage, {corpus_, std::string(option) + "=many"}, {option});
    ExpectTrainFails(kUsage, {corpus_, std::string(option) + "=1e999"}, {option});
  }
  ExpectTrainFails(kUsage, {corpus_, "--hidden=10,zero"}, {"--hidden"});
  ExpectTrainFails(kUsage, {corpus_, "--hidden=0"}, {"--hidden"});
  ExpectTrainFails(kUsage, {corpus_, "--objective=both"}, {"--objective"});
  ExpectTrainFails(kUsage, {corpus_, "--input-dropout=1"}, {"--input-dropout"});
  ExpectTrainFails(kUsage, {corpus_, "--threads=-1"}, {"--threads"});
  ExpectTrainFails(kUsage, {corpus_, "--learning-rate=nan"}, {"--learning-rate"});
  ExpectTrainFails(kUsage, {corpus_, "--vocab-size=1"}, {"--vocab-size"});
  ExpectTrainFails(kFailed, {corpus_, "--min-count=100"}, {"--min-count"});
}

TEST_F(UserError, InAnOptionsFormNamesTheOption) {
  ExpectTrainFails(kUsage, {corpus_, "--dim=1e3"},
                   {"--dim takes a whole number, and \"1e3\" is not one"});
  ExpectTrainFails(kUsage, {corpus_, "--epochs=0"},
                   {"--epochs must be above 0 and at most 1000000, and is 0"});
  ExpectTrainFails(kUsage, {corpus_, "--seed=99999999999999999999"},
                   {"--seed takes a whole number from 0 to 18446744073709551615"});
  ExpectTrainFails(kUsage, {corpus_, "--seed=-1"},
                   {"--seed takes a whole number from 0 to 18446744073709551615, and \"-1\""});
  ExpectTrainFails(kUsage, {corpus_, "--tied=maybe"}, {"--tied is true or false, and maybe"});
  ExpectTrainFails(kUsage, {corpus_, "--dim=3", "--dim=4"}, {"--dim was given twice"});
  // Another text is no model to write.
  const std::string text = BytesOf(corpus_);
  Expect(kUsage, {"train", corpus_, "--output=", corpus_}, {"--output= has no value"});
  Expect(kUsage, {"train", corpus_, "-o", "--tied"}, {"-o has no value: --tied follows"});
  Expect(kUsage, {"train", corpus_, "-o=x"}, {"-o=x: the value of -o follows it without ="});
  EXPECT_EQ(BytesOf(corpus_), text);
}

// What is chosen for --loss must fit too.
TEST_F(UserError, InOptionsOfAnAutomaticLossIsFoundBeforeTraining) {
  for (const char* cutoffs : {"5,2", "2,2"}) {
    ExpectTrainFails(kUsage, {corpus_, std::string("--cutoffs=") + cutoffs},
                     {"--cutoffs must ascend, and has 2 after"});
  }
  for (const char* cutoffs : {"0", "-1"}) {
    ExpectTrainFails(kUsage, {corpus_, std::string("--cutoffs=") + cutoffs},
                     {"each number of --cutoffs must be at least 1"});
  }
  ExpectTrainFails(kUsage, {corpus_, "--cutoffs=2", "--tied"},
                   {"--tied does not go with --loss=adaptive-softmax; it goes with softmax, "
                    "sampled-softmax, nce"});
  ExpectTrainFails(kUsage, {corpus_, "--cutoffs=2", "--division=0"}, {"--division"});
}

TEST_F(UserError, InTheCommandLineIsWrongUsage) {
  ExpectTrainFails(kUsage, {corpus_, "--dimension=3"},
                   {"--dimension is no option of windowlm train; windowlm calls it --dim"});
  Expect(kUsage, {"train", corpus_, "--ouptut", model_}, {"--ouptut", "did you mean --output?"});
  ExpectTrainFails(kUsage, {}, {"CORPUS"});
  Expect(kUsage, {"train", corpus_}, {"--output"});
  Expect(kUsage, {"tarin", corpus_}, {"tarin; did you mean train?"});
  Expect(kUsage, {"gen", model_}, {"gen; did you mean generate?"});
  Expect(kUsage, {"zebra"}, {"there is no command zebra (windowlm help"});
  Expect(kUsage, {"generate", model_, "--temperature=-1"}, {"--temperature"});
  Expect(kUsage, {"generate", model_, "--temperature=nan"}, {"--temperature"});
  Expect(kUsage, {"generate", model_, "--top-p=0"}, {"--top-p"});
  Expect(kUsage, {"generate", model_, "--top-k=-1"}, {"--top-k"});
  Expect(kUsage, {"generate", model_, "--words=0"}, {"--words"});
  Expect(kUsage, {"generate", model_, "--lines=-1"}, {"--lines"});
  Expect(kUsage, {"analogy", model_, "a", "b", "c", "--method=3Cos"}, {"--method"});
  Expect(kUsage, {"predict"}, {"MODEL"});
  const std::string measures = "perplexity, similarity, analogies, completion";
  Expect(kUsage, {"evaluate"}, {"needs the name of a measure", measures});
  Expect(kUsage, {"evaluate", "perplexty", model_, corpus_},
         {"no measure perplexty; did you mean perplexity?", measures});
  Expect(kUsage, {"evaluate", "", model_, corpus_}, {"no measure", measures});
  Expect(kUsage, {"evaluate", "--bogus", "perplexity", model_, corpus_}, {"--bogus"});
  for (const char* measure : {"perplexity", "similarity", "analogies", "completion"}) {
    Expect(kUsage, {"evaluate", measure}, {"MODEL"});
    Expect(kUsage, {"evaluate", measure, model_}, {"FILE"});
    Expect(kUsage, {"evaluate", measure, model_, corpus_, "--bogus"}, {"--bogus"});
    Expect(kUsage, {"evaluate", measure, model_, corpus_, "--format=xml"}, {"--format"});
  }
  for (const char* weight : {"-0.1", "1.1", "nan"}) {
    Expect(kUsage,
           {"evaluate", "completion", model_, corpus_, std::string("--mix-weight=") + weight},
           {"--mix-weight"});
  }
  Expect(kUsage, {"evaluate", "analogies", model_, corpus_, "--restrict-vocabulary=0"},
         {"--restrict-vocabulary"});
  Expect(kUsage, {"help", "tarin"}, {"tarin; did you mean train?"});
}

TEST_F(UserError, InTheModelNamesIt) {
  const std::string good = folder_ + "/good.wlm";
  ASSERT_EQ(RunProgram({"train", corpus_, "--output=" + good, "--dim=4", "--hidden=4",
                        "--max-steps=1", "--quiet"})
                .exit_code,
            0);
  names_ = NamesIn(folder_);
  const std::string bytes = BytesOf(good);
  std::string flipped = bytes;
  flipped[bytes.size() / 2] = static_cast<char>(flipped[bytes.size() / 2] ^ 1);
  struct Case {
    std::string path;
    std::string says;
  };
  const std::vector<Case> cases = {
      {folder_ + "/missing.wlm", "No such file"},
      {folder_, "folder"},
      {corpus_, "not a windowlm file"},
      {model_, "not a windowlm file"},
      {Add("empty.wlm", ""), "not a windowlm file"},
      {Add("cut.wlm", bytes.substr(0, bytes.size() - 1)), "damaged"},
      {Add("flipped.wlm", flipped), "damaged"},
      {Add("longer.wlm", bytes + "x"), "damaged"},
  };
  for (const Case& bad : cases) {
    const std::vector<std::string> says = {bad.path, bad.says};
    Expect(kFailed, {"predict", bad.path, "the", "dog"}, says);
    Expect(kFailed, {"neighbors", bad.path, "dog"}, says);
    Expect(kFailed, {"generate", bad.path}, says);
    Expect(kFailed, {"fill", bad.path, "the ___"}, says);
    Expect(kFailed, {"similarity", bad.path, "dog", "cat"}, says);
    Expect(kFailed, {"analogy", bad.path, "dog", "cat", "the"}, says);
    Expect(kFailed, {"evaluate", "perplexity", bad.path, corpus_}, says);
    Expect(kFailed, {"evaluate", "similarity", bad.path, corpus_}, says);
    Expect(kFailed, {"evaluate", "completion", bad.path, corpus_}, says);
    Expect(kFailed, {"export", bad.path, folder_ + "/vectors.txt"}, says);
    Expect(kFailed, {"info", bad.path, "--check"}, says);
  }
  EXPECT_EQ(RunProgram({"info", good, "--check"}).exit_code, 0);
}

TEST_F(UserError, InAQuestionNamesTheWord) {
  const std::string good = folder_ + "/good.wlm";
  ASSERT_EQ(RunProgram({"train", corpus_, "--output=" + good, "--dim=4", "--hidden=4",
                        "--objective=masked", "--max-steps=1", "--quiet"})
                .exit_code,
            0);
  names_ = NamesIn(folder_);
  Expect(kFailed, {"neighbors", good, "zebra"}, {"zebra", "vocabulary"});
  Expect(kFailed, {"neighbors", good, "dgo"}, {"dgo", "did you mean dog?"});
  Expect(kFailed, {"fill", good, "the dog"}, {"blank", "there is none"});
  Expect(kFailed, {"generate", good, "the dog"}, {good, "masked"});
  Expect(kFailed, {"predict", good, "the dog"}, {good, "masked"});
  Expect(kFailed, {"evaluate", "completion", good, corpus_}, {corpus_, "line 1", "columns"});
  Expect(kFailed, {"evaluate", "completion", good, corpus_, "--mix=" + model_}, {model_});
  Expect(kUsage, {"export", good, good}, {good});
}

// The shadow memory of a sanitizer is address space too, and far more than these limits.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// Whatever the limit, there is a model or a message, and no crash.
TEST_F(UserError, InTheLimitOfMemoryIsSaid) {
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_AS, &before), 0);
  for (rlim_t kilobytes = 100000; kilobytes <= 220000; kilobytes += 5000) {
    const rlimit limit = {kilobytes << 10, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_AS, &limit), 0);
    const ProgramResult result = RunProgram(
        {"train", corpus_, "--output=" + folder_ + "/limited.wlm", "--epochs=1", "--quiet"});
    setrlimit(RLIMIT_AS, &before);
    EXPECT_GE(result.exit_code, 0) << kilobytes;
    EXPECT_TRUE(result.exit_code == 0 || !result.errors.empty()) << kilobytes;
  }
}
#endif

TEST_F(UserError, InATextWithoutWordsSaysWhyItHasNone) {
  const auto error_of = [&](const std::string& text) {
    WriteBytes(corpus_, text);
    return ErrorOf(1, {"train", corpus_, "--output=" + folder_ + "/none.wlm"});
  };
  EXPECT_THAT(error_of("<unk> <unk>\n"),
              HasSubstr("2 words for training are all read as <unk>, 2 for being <unk>"));
  EXPECT_THAT(error_of("<s> <unk> </s>\n"),
              HasSubstr("2 for being spelt <s> or </s>, 1 for being <unk> in the text"));
  EXPECT_THAT(error_of(std::string(1001, 'x')),
              HasSubstr("1 word for training is read as <unk>, 1 for having more than 1000 bytes"));
}

TEST_F(UserError, InOneWordALineIsNoted) {
  WriteBytes(corpus_, "the\ndog\nsees\nthe\ncat\n");
  const std::vector<std::string> train = {"train", corpus_, "--output=" + folder_ + "/m.wlm",
                                          "--epochs=1"};
  std::vector<std::string> over = train;
  over.push_back("--boundaries=none");
  std::vector<std::string> bound = train;
  bound.push_back("--boundaries=line");
  EXPECT_THAT(RunProgram(bound).errors,
              HasSubstr("--boundaries=none contexts reach over line ends"));
  EXPECT_THAT(RunProgram(over).errors, Not(HasSubstr("reach over line ends")));
}

}  // namespace
}  // namespace windowlm
