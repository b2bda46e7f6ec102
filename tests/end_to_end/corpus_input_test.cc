// However a text reaches the program, the model is the same, byte for byte.

#include <zlib.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class CorpusInput : public testing::Test {
 protected:
  // The bytes of a small model.
  std::string Trained(std::vector<std::string> corpora, const std::string& input = "") {
    std::vector<std::string> arguments = {"train",       "--output=" + model_, "--dim=8",
                                          "--hidden=16", "--max-steps=10",     "--quiet"};
    arguments.insert(arguments.end(), corpora.begin(), corpora.end());
    const ProgramResult result = RunProgram(arguments, input);
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(result.errors, "");
    return BytesOf(model_);
  }

  const std::string folder_ = FreshFolder();
  const std::string model_ = folder_ + "/model.wlm";
  const std::string text_ = RunProgram({"sample-corpus", "--words=5000"}).output;
};

TEST_F(CorpusInput, ComesFromAFileStandardInputOrBoth) {
  WriteBytes(folder_ + "/plain.txt", text_);
  const std::string expected = Trained({folder_ + "/plain.txt"});
  EXPECT_TRUE(Trained({"-"}, text_) == expected);
  const size_t middle = text_.find('\n', text_.size() / 2) + 1;
  WriteBytes(folder_ + "/first.txt", text_.substr(0, middle));
  EXPECT_TRUE(Trained({folder_ + "/first.txt", "-"}, text_.substr(middle)) == expected);
}

TEST_F(CorpusInput, MayBeCompressed) {
  WriteBytes(folder_ + "/plain.txt", text_);
  const std::string expected = Trained({folder_ + "/plain.txt"});
  const std::string compressed = folder_ + "/compressed.txt.gz";
  const gzFile file = gzopen(compressed.c_str(), "wb");
  ASSERT_EQ(gzwrite(file, text_.data(), static_cast<unsigned>(text_.size())), text_.size());
  ASSERT_EQ(gzclose(file), Z_OK);
  ASSERT_LT(BytesOf(compressed).size(), text_.size() / 2);
  EXPECT_TRUE(Trained({compressed}) == expected);
  EXPECT_TRUE(Trained({"-"}, BytesOf(compressed)) == expected);
}

TEST_F(CorpusInput, GivesTheSameModelOnAnyNumberOfThreads) {
  WriteBytes(folder_ + "/plain.txt", text_);
  const std::string expected = Trained({folder_ + "/plain.txt", "--threads=1"});
  for (const char* threads : {"--threads=2", "--threads=5", "--threads=0"}) {
    EXPECT_TRUE(Trained({folder_ + "/plain.txt", threads}) == expected) << threads;
  }
}

TEST_F(CorpusInput, MayHaveAByteOrderMarkAndLineEndsOfWindows) {
  WriteBytes(folder_ + "/plain.txt", text_);
  std::string windows = "\xef\xbb\xbf";
  for (const char c : text_) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(Succeed({"tokenize", "--tokenizer=whitespace"}, windows).output, text_);
}

TEST_F(CorpusInput, MayMarkWhereItsLinesStartAndEnd) {
  std::string marked;
  for (const absl::string_view line : absl::StrSplit(text_, '\n', absl::SkipEmpty())) {
    absl::StrAppend(&marked, "<s> ", line, " </s>\n");
  }
  const ProgramResult read =
      Succeed({"tokenize", "--tokenizer=whitespace", "--skip-special-words"}, marked);
  EXPECT_TRUE(read.output == text_);
  EXPECT_THAT(read.errors, HasSubstr(" words spelt <s> or </s>\n"));
  const std::string model = folder_ + "/model.wlm";
  const ProgramResult made =
      Succeed({"ngram", "-", "--skip-special-words", "--output=" + model}, marked);
  EXPECT_THAT(made.errors, HasSubstr("passed over "));
  // Whoever asks the model need not say it again.
  const ProgramResult asked = Succeed({"score", model, "--format=tsv"}, marked);
  EXPECT_EQ(asked.output, Succeed({"score", model, "--format=tsv"}, text_).output);
  EXPECT_THAT(asked.errors, HasSubstr("passed over "));
  EXPECT_EQ(Succeed({"predict", model, "<s> the dog"}).output,
            Succeed({"predict", model, "the dog"}).output);
  EXPECT_THAT(Succeed({"ngram", "-", "--output=" + model}, marked).errors,
              HasSubstr("read as <unk>; --skip-special-words passes over them"));
}

TEST_F(CorpusInput, MayBeUtf16) {
  for (const bool big_endian : {false, true}) {
    // The sample corpus is ASCII.
    std::string bytes = big_endian ? "\xfe\xff" : "\xff\xfe";
    for (const char c : text_) {
      if (big_endian) bytes += '\0';
      bytes += c;
      if (!big_endian) bytes += '\0';
    }
    const ProgramResult result = Succeed({"tokenize", "--tokenizer=whitespace"}, bytes);
    EXPECT_TRUE(result.output == text_);
    EXPECT_EQ(result.errors, "windowlm: warning: standard input is UTF-16, and was converted\n");
  }
}

TEST_F(CorpusInput, IsCalledWhatItLooksLike) {
  const auto warnings = [](const std::string& bytes) {
    return Succeed({"tokenize", "--tokenizer=whitespace"}, bytes).errors;
  };
  EXPECT_THAT(warnings("un caf\xe9 tr\xe8s fort\n"),
              HasSubstr("iconv -f LATIN1 -t UTF-8 FILE > NEWFILE"));
  EXPECT_THAT(warnings("<html><p>A page.\n"),
              HasSubstr("warning: standard input looks like HTML or XML"));
  EXPECT_THAT(warnings("{\"text\": \"A dog.\"}\n"), HasSubstr("looks like JSON lines"));
  EXPECT_THAT(warnings("id,text\n1,A dog.\n2,A cat.\n"), HasSubstr("looks like a table"));
  EXPECT_EQ(warnings("A dog, a cat.\n"), "");
}

TEST_F(CorpusInput, MayBeAColumnOfATable) {
  WriteBytes(folder_ + "/plain.txt", text_);
  const std::string expected = Trained({folder_ + "/plain.txt"});
  std::string table = "id\ttext\n";
  std::string lines;
  for (const absl::string_view line : absl::StrSplit(absl::StripSuffix(text_, "\n"), '\n')) {
    absl::StrAppend(&table, "7\t", line, "\n");
    absl::StrAppend(&lines, "{\"id\": 7, \"text\": \"", absl::CEscape(line), "\"}\n");
  }
  std::filesystem::create_directories(folder_ + "/tables");
  WriteBytes(folder_ + "/tables/t.tsv", table);
  WriteBytes(folder_ + "/tables/read.txt", "No table.\n");
  WriteBytes(folder_ + "/lines.jsonl", lines);
  const ProgramResult whole =
      Succeed({"tokenize", "--tokenizer=whitespace", folder_ + "/plain.txt"});
  for (const std::string& path : {folder_ + "/tables", folder_ + "/lines.jsonl"}) {
    const ProgramResult read =
        Succeed({"tokenize", "--tokenizer=whitespace", "--text-column=text", path});
    EXPECT_TRUE(read.output == whole.output) << path;
    // The checksum of the file, and the column, are all that differs.
    EXPECT_EQ(Trained({path, "--text-column=text"}).size() > 0, true);
    EXPECT_THAT(Succeed({"info", model_, "--config"}).output, HasSubstr("text_column: \"text\""));
    const std::string words = folder_ + "/ngram.wlm";
    EXPECT_EQ(Succeed({"ngram", path, "--text-column=text", "--quiet", "--output=" + words}).errors,
              "");
    // What the model is asked about later is a text.
    EXPECT_EQ(Succeed({"evaluate", "perplexity", words, folder_ + "/plain.txt"}).errors, "");
  }
  EXPECT_THAT(
      ErrorOf(1, {"train", folder_ + "/tables/t.tsv", "--text-column=txt", "--output=" + model_}),
      HasSubstr("t.tsv, line 1: there is no column \"txt\"; there are: id, text; did you "
                "mean text?"));
}

// Other programs cut a line after some thousand words, and do not say so.
TEST_F(CorpusInput, MayHaveLinesOfAnyLength) {
  constexpr int kWords = 100000;
  std::string line;
  for (int i = 0; i < kWords; ++i) line += i % 2 == 0 ? "the " : "dog ";
  const ProgramResult result = RunProgram({"train", "-", "--output=" + model_, "--dim=8",
                                           "--hidden=16", "--max-steps=1", "--valid-fraction=0"},
                                          line);
  EXPECT_EQ(result.exit_code, 0);
  // Its end is a word as well.
  EXPECT_THAT(result.errors, StartsWith("100,001 words in 1 line, vocabulary 5,"));
}

TEST_F(CorpusInput, MayBeAFolderOfTexts) {
  const size_t middle = text_.find('\n', text_.size() / 2) + 1;
  std::filesystem::create_directories(folder_ + "/texts/b");
  WriteBytes(folder_ + "/texts/a.txt", text_.substr(0, middle));
  WriteBytes(folder_ + "/texts/b/c.txt", text_.substr(middle));
  WriteBytes(folder_ + "/texts/b/notes.md", "No text.\n");
  WriteBytes(folder_ + "/plain", text_);
  const std::string expected = Trained({folder_ + "/plain"});
  EXPECT_TRUE(Trained({folder_ + "/texts"}) == expected);

  const std::string note = absl::StrCat(
      "windowlm: note: 2 texts in the folder ", folder_, "/texts; 1 other file passed over, which ",
      "are not named *.txt, *.gz, *.zst, *.xz or *.bz2: ", folder_, "/texts/b/notes.md\n");
  const std::string texts = folder_ + "/texts";
  const std::string words = folder_ + "/ngram.wlm";
  EXPECT_THAT(Succeed({"ngram", texts, "--output=" + words}).errors, HasSubstr(note));
  EXPECT_THAT(Succeed({"evaluate", "perplexity", words, texts}).errors, HasSubstr(note));
  EXPECT_THAT(Succeed({"score", words, texts}).errors, HasSubstr(note));
  EXPECT_THAT(Succeed({"contexts", "the", texts}).errors, HasSubstr(note));
  const ProgramResult tokenized = Succeed({"tokenize", "--tokenizer=whitespace", texts});
  EXPECT_TRUE(tokenized.output == text_);
  EXPECT_EQ(tokenized.errors, note);
}

TEST_F(CorpusInput, MayNotBeAFolderWithoutTexts) {
  EXPECT_THAT(ErrorOf(1, {"train", folder_, "--output=" + model_}),
              AllOf(HasSubstr("there are no texts in the folder " + folder_ +
                              ": files named *.txt, *.gz, *.zst, *.xz or *.bz2 were looked for"),
                    HasSubstr("it has no files")));
  WriteBytes(folder_ + "/page.html", "<p>A page.\n");
  EXPECT_THAT(ErrorOf(1, {"score", "model.wlm", folder_}),
              HasSubstr("it has only " + folder_ + "/page.html"));
}

}  // namespace
}  // namespace windowlm
