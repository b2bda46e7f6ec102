#include "tools/results/json_text.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

std::string Quoted(absl::string_view value) {
  JsonWriter json;
  json.StringField("k", value);
  return json.text().substr(4);
}

TEST(JsonWriter, EscapesWhatJsonReserves) {
  EXPECT_EQ(Quoted("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(Quoted(absl::string_view("\0\n\t\x1F\x7F", 5)),
            "\"\\u0000\\u000a\\u0009\\u001f\\u007f\"");
}

TEST(JsonWriter, EscapesWhatSteersATerminal) {
  EXPECT_EQ(Quoted("a\u202eb\u0085c\u2069"), R"("a\u202eb\u0085c\u2069")");
  EXPECT_EQ(Quoted("שלום\u200e"), "\"שלום\u200e\"");
}

TEST(JsonWriter, KeepsUtf8AndReplacesOtherBytes) {
  EXPECT_EQ(Quoted("na\xC3\xAFve \xF0\x9F\x90\x95"), "\"na\xC3\xAFve \xF0\x9F\x90\x95\"");
  EXPECT_EQ(Quoted("a\xFF\xC3z\xC3"), "\"a\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD\"");
}

TEST(JsonWriter, PutsCommasBetweenValuesAlone) {
  JsonWriter json;
  json.BeginObject();
  json.Key("list");
  json.BeginArray();
  json.BeginObject();
  json.IntegerField("n", 18446744073709551615u);
  json.NumberField("x", -0.1);
  json.EndObject();
  json.BeginObject();
  json.EndObject();
  json.Json("null");
  json.EndArray();
  json.StringField("s", "");
  json.EndObject();
  EXPECT_EQ(json.text(), R"({"list":[{"n":18446744073709551615,"x":-0.1},{},null],"s":""})");
}

}  // namespace
}  // namespace windowlm
