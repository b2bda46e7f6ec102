#ifndef WINDOWLM_TESTS_VECTORS_FASTTEXT_BYTES_H_
#define WINDOWLM_TESTS_VECTORS_FASTTEXT_BYTES_H_

#include <cstdint>
#include <string>
#include <vector>

namespace windowlm {

// fastText's model file, number by number. As it is: three words of two values, five buckets of the
// n-grams of three characters. That of the second word is in bucket 0, those of the third in 3 and
// in 2. fastText 0.9.2 answers 1 -0.5 for </s>, 4 0.5 for a, and 2 1 for the third word; and 3 5
// for b, which it does not know, and whose <b> is in bucket 3.
struct FastTextFile {
  int32_t magic = 793712314;
  int32_t version = 12;
  int32_t dimension = 2;
  int32_t model = 2;
  int32_t buckets = 5;
  int32_t min = 3;
  int32_t max = 3;
  int32_t entries = 3;
  int32_t word_count = 3;
  int32_t label_count = 0;
  int64_t tokens = 16;
  int64_t pruned = -1;
  std::vector<std::string> words = {"</s>", "a", "n\xc3\xa9"};
  std::vector<int64_t> counts = {9, 4, 3};
  std::vector<std::string> labels;
  char word_type = 0;
  char quantised = 0;
  int64_t input_rows = 8;
  int64_t input_columns = 2;
  std::vector<float> input = {1, -0.5, 3, 2, 1, 2, 5, -1, 0.25, 8, 2, -4, 3, 5, 7, 7};
  char output_quantised = 0;
  int64_t output_rows = 3;
  int64_t output_columns = 2;
  std::vector<float> output = {0, 0, 0.5, -2, 0, 0};

  std::string Bytes() const {
    std::string bytes;
    const auto append = [&bytes](auto number) {
      bytes.append(reinterpret_cast<const char*>(&number), sizeof(number));
    };
    for (const int32_t number :
         {magic, version, dimension, 5, 1, 1, 5, 1, 2, model, buckets, min, max, 100}) {
      append(number);
    }
    append(1e-4);
    for (const int32_t number : {entries, word_count, label_count}) append(number);
    append(tokens);
    append(pruned);
    for (size_t i = 0; i < words.size(); ++i) {
      bytes += words[i] + '\0';
      append(counts[i]);
      append(word_type);
    }
    for (const std::string& label : labels) {
      bytes += label + '\0';
      append(int64_t{1});
      append('\1');
    }
    append(quantised);
    append(input_rows);
    append(input_columns);
    for (const float value : input) append(value);
    append(output_quantised);
    append(output_rows);
    append(output_columns);
    for (const float value : output) append(value);
    return bytes;
  }
};

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_VECTORS_FASTTEXT_BYTES_H_
