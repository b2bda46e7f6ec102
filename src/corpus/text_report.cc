#include "src/corpus/text_report.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {
namespace {

// "a.txt looks like", or "2 texts look like", and what all of them look like, with the first one's
// name.
std::string LookLike(const NotedTexts& texts, absl::string_view what) {
  if (texts.count == 1) return absl::StrCat(texts.first, " looks like ", what);
  return absl::StrCat(Counted(texts.count, "text"), ", the first ", texts.first, ", look like ",
                      what);
}

void AddFormWarnings(const TextReport& report, std::vector<std::string>* warnings) {
  if (report.markup.count > 0) {
    warnings->push_back(absl::StrCat(LookLike(report.markup, "HTML or XML"),
                                     ", whose tags are read as words; make plain text of it first: "
                                     "pandoc -f html -t plain FILE > NEWFILE"));
  }
  const std::string remedy = absl::StrCat(
      OptionName<CorpusConfig>(CorpusConfig::kTextColumnFieldNumber), "=NAME reads one of them");
  if (report.json_lines.count > 0) {
    warnings->push_back(absl::StrCat(LookLike(report.json_lines, "JSON lines"),
                                     ", whose names and all of whose values are read as words; ",
                                     remedy));
  }
  if (report.tables.count > 0) {
    warnings->push_back(absl::StrCat(LookLike(report.tables, "a table"),
                                     ", all of whose columns are read as words; ", remedy));
  }
}

}  // namespace

std::string EncodingRemedy(const SingleByteLetters& letters) {
  const absl::string_view encoding = letters.Encoding();
  if (encoding.empty()) return "";
  return absl::StrCat("; it looks like ", encoding, ": iconv -f ", encoding,
                      " -t UTF-8 FILE > NEWFILE");
}

std::vector<std::string> TextWarnings(const TextReport& report) {
  std::vector<std::string> warnings;
  if (report.utf16.count > 0) {
    warnings.push_back(report.utf16.count == 1
                           ? absl::StrCat(report.utf16.first, " is UTF-16, and was converted")
                           : absl::StrCat(Counted(report.utf16.count, "text"), ", the first ",
                                          report.utf16.first, ", are UTF-16, and were converted"));
  }
  if (report.invalid_sequences > 0) {
    warnings.push_back(absl::StrCat(Counted(report.invalid_sequences, "ill-formed UTF-8 sequence"),
                                    " read as U+FFFD, the first at ", report.first_invalid,
                                    EncodingRemedy(report.single_byte_letters)));
  }
  if (report.overlong_words > 0) {
    warnings.push_back(absl::StrCat(Counted(report.overlong_words, "word"), " longer than ",
                                    kMaxWordBytes, " bytes read as ", kUnknownWord));
  }
  if (report.reserved_words > 0) {
    warnings.push_back(absl::StrCat(
        Counted(report.reserved_words, "word"), " spelt ", kLineStartWord, " or ", kLineEndWord,
        " read as ", kUnknownWord, "; ",
        OptionName<TextConfig>(TextConfig::kSkipSpecialWordsFieldNumber), " passes over them"));
  }
  AddFormWarnings(report, &warnings);
  return warnings;
}

}  // namespace windowlm
