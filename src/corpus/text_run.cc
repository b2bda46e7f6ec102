#include "src/corpus/text_run.h"

#include <algorithm>

#include "src/corpus/special_words.h"

namespace windowlm {
namespace {

// How many of `places`, which ascend, are below `end`.
uint64_t PlacesBelow(const std::vector<size_t>& places, size_t end) {
  return static_cast<uint64_t>(std::lower_bound(places.begin(), places.end(), end) -
                               places.begin());
}

}  // namespace

TextRun::TextRun(const TextConfig& config, const WordEncoder& encoder)
    : config_(config), known_(encoder.known()), line_end_id_(encoder.line_end_id()) {
  Start();
}

void TextRun::Start() { tokenizer_.emplace(config_, static_cast<WordSink&>(*this)); }

void TextRun::Add(absl::string_view text, bool last, const TextBlock& block) {
  pieces_.push_back({text, last, &block, 0});
}

void TextRun::Encode() {
  for (Piece& piece : pieces_) {
    tokenizer_->Add(piece.text, piece.last);
    piece.ids = ids_.size();
  }
}

bool TextRun::AddWord(absl::string_view word) {
  const absl::optional<uint32_t> known = known_.Find(word);
  if (!known.has_value()) new_places_.push_back({ids_.size(), new_words_.Add(word)});
  ids_.push_back(known.value_or(0));
  return true;
}

bool TextRun::AddUnknown(UnknownReason reason) {
  (reason == UnknownReason::kOverlong ? overlong_places_ : reserved_places_).push_back(ids_.size());
  return AddWord(kUnknownWord);
}

bool TextRun::PassOver() {
  skipped_places_.push_back(ids_.size());
  return true;
}

bool TextRun::EndLine() {
  ids_.push_back(line_end_id_);
  return true;
}

const TextBlock* TextRun::Deliver(WordEncoder& encoder, TextReport* report) {
  std::vector<uint32_t> new_ids(new_words_.size());
  for (uint32_t number = 0; number < new_ids.size(); ++number) {
    new_ids[number] = encoder.Add(new_words_.word(number));
  }
  for (const NewWord& word : new_places_) ids_[word.place] = new_ids[word.number];

  const TextBlock* last_wanted = nullptr;
  size_t begin = 0;
  for (const Piece& piece : pieces_) {
    const size_t taken = std::min<uint64_t>(piece.ids - begin, encoder.Wanted());
    encoder.Append(absl::MakeConstSpan(ids_).subspan(begin, taken));
    begin += taken;
    if (encoder.Wanted() > 0) continue;
    last_wanted = piece.block;
    break;
  }
  report->overlong_words += PlacesBelow(overlong_places_, begin);
  report->reserved_words += PlacesBelow(reserved_places_, begin);
  // Those behind the last id are part of what was read if more is wanted.
  report->skipped_words +=
      last_wanted == nullptr ? skipped_places_.size() : PlacesBelow(skipped_places_, begin);

  pieces_.clear();
  ids_.clear();
  new_places_.clear();
  new_words_.Clear();
  overlong_places_.clear();
  reserved_places_.clear();
  skipped_places_.clear();
  return last_wanted;
}

}  // namespace windowlm
