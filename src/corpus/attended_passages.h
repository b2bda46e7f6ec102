#ifndef WINDOWLM_SRC_CORPUS_ATTENDED_PASSAGES_H_
#define WINDOWLM_SRC_CORPUS_ATTENDED_PASSAGES_H_

#include <cstdint>
#include <vector>

namespace windowlm {

// The words that the windows of a batch attend to, as passages of the text: windows that follow
// each other share one, for they attend to much the same words.
//
//   passage   | w w w w w w w w w w w w w w w w w |
//   window 0    \_____ before _____/ t \_ after _/
//   window 1      \_____ before _____/ t \_ after _/
class AttendedPassages {
 public:
  // The most windows that share a passage.
  static constexpr uint32_t kMostWindows = 16;

  // A window attends to the words at places target - before .. target - 1 of words() and to those
  // at target + 1 .. target + after. It never reads the place of the target, which may lie behind
  // the last word.
  struct Window {
    uint32_t target;
    uint32_t before;
    uint32_t after;
  };

  // A passage is for the windows, and has the words, between these ends and those of the passage
  // before it.
  struct Passage {
    uint32_t windows_end;
    uint32_t words_end;
  };

  // Adds the window of the word *target of a text, which attends to the words [begin, target) and
  // [target + 1, end). It `follows` if the window added last is that of the word before and begins
  // no later; they then share a passage, as long as that has few windows.
  void Add(const uint32_t* begin, const uint32_t* target, const uint32_t* end, bool follows);

  void Clear();

  // Ids, passage after passage, each in the order of the text.
  const std::vector<uint32_t>& words() const { return words_; }
  std::vector<uint32_t>& mutable_words() { return words_; }
  const std::vector<Window>& windows() const { return windows_; }
  const std::vector<Passage>& passages() const { return passages_; }

 private:
  std::vector<uint32_t> words_;
  std::vector<Window> windows_;
  std::vector<Passage> passages_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_ATTENDED_PASSAGES_H_
