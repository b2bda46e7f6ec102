#include "src/model/columns/column_slice.h"

#include <algorithm>
#include <cmath>

namespace windowlm {
namespace {

constexpr auto kWindows = static_cast<int64_t>(PreparedStretch::kStepWindows);

// A row's numbers as vectors.
EightFloats* Lanes(float* x) { return reinterpret_cast<EightFloats*>(x); }
const EightFloats* Lanes(const float* x) { return reinterpret_cast<const EightFloats*>(x); }

bool TargetLiesWithin(const TextStretch::Window& window) {
  return window.begin <= window.target && window.target < window.end;
}

void LoadColumns(const Matrix<float>& table, int64_t first, int64_t count, Matrix<float>& slice) {
  for (int64_t i = 0; i < table.rows(); ++i) std::copy_n(table.row(i) + first, count, slice.row(i));
}

void StoreColumns(const Matrix<float>& slice, int64_t first, int64_t count, Matrix<float>& table) {
  for (int64_t i = 0; i < table.rows(); ++i) std::copy_n(slice.row(i), count, table.row(i) + first);
}

void ClearRows(Matrix<float>& matrix, int64_t rows) {
  std::fill_n(matrix.data(), rows * matrix.columns(), 0.0f);
}

// The sum of eight numbers, as a tree.
float SumOf(const EightFloats& x) {
  const EightFloats fours = x + __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3);
  const EightFloats twos = fours + __builtin_shufflevector(fours, fours, 2, 3, 0, 1, 6, 7, 4, 5);
  return twos[0] + twos[1];
}

}  // namespace

ColumnSlice::ColumnSlice(const ModelConfig& config, const VectorTables& tables, int64_t first_block,
                         int64_t end_block)
    : first_column_(first_block * kBlockColumns),
      columns_(std::min<int64_t>(config.dim(), end_block * kBlockColumns) - first_column_),
      width_((end_block - first_block) * kBlockColumns),
      mean_(config.combine() != COMBINE_SUM),
      negatives_(config.negatives()),
      products_per_window_(ProductsPerWindow(config)),
      block_limit_(1.0f / static_cast<float>(BlocksOf(config.dim()))),
      subword_weight_(static_cast<float>(config.subword_weight())),
      subwords_(tables.subwords),
      input_(tables.embedding->rows(), width_),
      subword_(tables.subword == nullptr ? 0 : tables.subword->rows(), width_),
      output_(tables.output->rows(), width_),
      hidden_(kWindows, width_),
      factors_of_hidden_(static_cast<size_t>(products_per_window_)),
      output_rows_(static_cast<size_t>(1 + negatives_)) {
  for (BlockTree::Part part :
       BlockTree::PartsWithin(BlocksOf(config.dim()), first_block, end_block)) {
    part.begin -= first_block;
    part.end -= first_block;
    parts_.push_back(OwnPart{part,
                             {Matrix<float>(kWindows, products_per_window_),
                              Matrix<float>(kWindows, products_per_window_)}});
  }
}

void ColumnSlice::Load(const VectorTables& tables) {
  LoadColumns(*tables.embedding, first_column_, columns_, input_);
  LoadColumns(*tables.output, first_column_, columns_, output_);
  if (tables.subword != nullptr) LoadColumns(*tables.subword, first_column_, columns_, subword_);
}

void ColumnSlice::Store(const VectorTables& tables) const {
  StoreColumns(input_, first_column_, columns_, *tables.embedding);
  StoreColumns(output_, first_column_, columns_, *tables.output);
  if (tables.subword != nullptr) StoreColumns(subword_, first_column_, columns_, *tables.subword);
}

void ColumnSlice::Reserve(const PreparedStretch& stretch) {
  int64_t places = 0;
  int64_t rows = 0;
  for (const Step& step : stretch.steps) {
    places = std::max<int64_t>(places, step.end_place - step.first_place);
    rows = std::max<int64_t>(rows, step.end_row - step.first_row);
  }
  sums_.Resize(places + 1, width_);
  changes_.Resize(places + 1, width_);
  singles_.Resize(places, width_);
  updates_.Resize(rows, width_);
  if (subwords_ != nullptr) composed_.Resize(rows, width_);
}

void ColumnSlice::FindEmbeddings(const uint32_t* words, size_t count) {
  embeddings_.resize(count);
  for (size_t i = 0; i < count; ++i) embeddings_[i] = input_.row(words[i]);
  if (subwords_ == nullptr) return;
  const int64_t lanes = width_ / kProductsAtOnce;
  for (size_t i = 0; i < count; ++i) {
    const absl::Span<const uint32_t> ngrams = subwords_->RowsOf(words[i]);
    if (ngrams.empty()) continue;
    EightFloats* sum = Lanes(composed_.row(static_cast<int64_t>(i)));
    std::fill_n(sum, lanes, EightFloats{});
    for (const uint32_t ngram : ngrams) {
      const EightFloats* row = Lanes(subword_.row(ngram));
      for (int64_t j = 0; j < lanes; ++j) sum[j] += row[j];
    }
    const float scale = subword_weight_ / static_cast<float>(ngrams.size());
    const EightFloats* own = Lanes(embeddings_[i]);
    for (int64_t j = 0; j < lanes; ++j) sum[j] = own[j] + scale * sum[j];
    embeddings_[i] = composed_.row(static_cast<int64_t>(i));
  }
}

void ColumnSlice::SumContexts(const PreparedStretch& stretch, const Step& step) {
  const uint32_t* rows = stretch.rows.data() + step.first_row;
  const uint32_t* row_of = stretch.row_of.data() + step.first_row_of;
  const int64_t places = step.end_place - step.first_place;
  const int64_t lanes = width_ / kProductsAtOnce;
  FindEmbeddings(rows, step.end_row - step.first_row);
  ClearRows(sums_, 1);
  for (int64_t place = 0; place < places; ++place) {
    const EightFloats* row = Lanes(embeddings_[row_of[place]]);
    const EightFloats* before = Lanes(sums_.row(place));
    EightFloats* sum = Lanes(sums_.row(place + 1));
    for (int64_t i = 0; i < lanes; ++i) sum[i] = before[i] + row[i];
  }
  for (uint32_t w = step.first_window; w < step.end_window; ++w) {
    const TextStretch::Window& window = stretch.text.windows[w];
    EightFloats* hidden = Lanes(hidden_.row(w - step.first_window));
    const uint32_t begin = window.begin - step.first_place;
    const uint32_t end = window.end - step.first_place;
    if (end - begin == 1) {
      const EightFloats* row = Lanes(embeddings_[row_of[begin]]);
      for (int64_t i = 0; i < lanes; ++i) hidden[i] = row[i];
      continue;
    }
    const bool leaves_out = TargetLiesWithin(window);
    const float scale =
        mean_ ? 1.0f / static_cast<float>(end - begin - (leaves_out ? 1 : 0)) : 1.0f;
    const EightFloats* to = Lanes(sums_.row(end));
    const EightFloats* from = Lanes(sums_.row(begin));
    if (leaves_out) {
      const EightFloats* row = Lanes(embeddings_[row_of[window.target - step.first_place]]);
      for (int64_t i = 0; i < lanes; ++i) hidden[i] = (to[i] - from[i] - row[i]) * scale;
    } else {
      for (int64_t i = 0; i < lanes; ++i) hidden[i] = (to[i] - from[i]) * scale;
    }
  }
}

void ColumnSlice::Prefetch(const PreparedStretch& stretch, size_t window) const {
  if (window >= stretch.text.windows.size()) return;
  const uint32_t* words = stretch.outputs.data() + window * (1 + negatives_);
  for (int64_t j = 0; j <= negatives_; ++j) {
    const float* row = output_.row(words[j]);
    for (int64_t c = 0; c < width_; c += kBlockColumns) __builtin_prefetch(row + c, 1, 2);
  }
}

void ColumnSlice::MultiplyPart(BlockTree::Part part, const float* hidden, const float* const* rows,
                               float* products) {
  if (part.end - part.begin == 1) {
    const int64_t offset = part.begin * kBlockColumns;
    return ProductsOfBlock(hidden + offset, rows, offset, products);
  }
  alignas(32) float second[kProductsAtOnce];
  MultiplyPart({part.begin, part.middle()}, hidden, rows, products);
  MultiplyPart({part.middle(), part.end}, hidden, rows, second);
  *Lanes(products) += *Lanes(second);
}

void ColumnSlice::Multiply(const PreparedStretch& stretch, const Step& step, int parity) {
  std::vector<const float*>& rows = factors_of_hidden_;
  for (uint32_t w = step.first_window; w < step.end_window; ++w) {
    const uint32_t* words = stretch.outputs.data() + w * (1 + negatives_);
    const int64_t window = w - step.first_window;
    const float* hidden = hidden_.row(window);
    for (int64_t j = 0; j <= negatives_; ++j) rows[j] = output_.row(words[j]);
    std::fill(rows.begin() + negatives_ + 1, rows.end(), hidden);
    for (OwnPart& part : parts_) {
      float* products = part.products[parity].row(window);
      for (int64_t j = 0; j < products_per_window_; j += kProductsAtOnce) {
        MultiplyPart(part.blocks, hidden, rows.data() + j, products + j);
      }
    }
    Prefetch(stretch, w + kWindows);
  }
  const int64_t places = step.end_place - step.first_place;
  ClearRows(changes_, places + 1);
  ClearRows(singles_, places);
  ClearRows(updates_, step.end_row - step.first_row);
}

void ColumnSlice::UpdateOutputs(const PreparedStretch& stretch, const Step& step, uint32_t w,
                                const float* factors, float hidden_scale) {
  const TextStretch::Window& window = stretch.text.windows[w];
  const uint32_t* words = stretch.outputs.data() + w * (1 + negatives_);
  for (int64_t j = 0; j <= negatives_; ++j) output_rows_[j] = output_.row(words[j]);
  const uint32_t begin = window.begin - step.first_place;
  const uint32_t end = window.end - step.first_place;
  const bool single = end - begin == 1;
  float* const first = single ? singles_.row(begin) : changes_.row(begin);
  float* const behind = single ? nullptr : changes_.row(end);
  float* const target = !single && TargetLiesWithin(window)
                            ? singles_.row(window.target - step.first_place)
                            : nullptr;
  const float* const hidden_row = hidden_.row(w - step.first_window);
  for (int64_t c = 0; c < width_; c += kBlockColumns) {
    const EightFloats* hidden = Lanes(hidden_row + c);
    const EightFloats hidden0 = hidden[0] * hidden_scale;
    const EightFloats hidden1 = hidden[1] * hidden_scale;
    EightFloats gradient0{};
    EightFloats gradient1{};
    for (int64_t j = 0; j <= negatives_; ++j) {
      EightFloats* row = Lanes(output_rows_[j] + c);
      const EightFloats row0 = row[0];
      const EightFloats row1 = row[1];
      gradient0 += factors[j] * row0;
      gradient1 += factors[j] * row1;
      row[0] = row0 + factors[j] * hidden0;
      row[1] = row1 + factors[j] * hidden1;
    }
    const auto add = [&](float* to, float sign) {
      Lanes(to + c)[0] += sign * gradient0;
      Lanes(to + c)[1] += sign * gradient1;
    };
    add(first, 1.0f);
    if (behind != nullptr) add(behind, -1.0f);
    if (target != nullptr) add(target, -1.0f);
  }
}

void ColumnSlice::UpdateWord(uint32_t word, const float* update, int64_t column, float scale) {
  const EightFloats* from = Lanes(update + column);
  const EightFloats change0 = scale * from[0];
  const EightFloats change1 = scale * from[1];
  const auto add = [&](float* to) {
    Lanes(to + column)[0] += change0;
    Lanes(to + column)[1] += change1;
  };
  add(input_.row(word));
  if (subwords_ == nullptr) return;
  for (const uint32_t ngram : subwords_->RowsOf(word)) add(subword_.row(ngram));
}

void ColumnSlice::UpdateInputs(const PreparedStretch& stretch, const Step& step) {
  const uint32_t* rows = stretch.rows.data() + step.first_row;
  const uint32_t* row_of = stretch.row_of.data() + step.first_row_of;
  const int64_t places = step.end_place - step.first_place;
  const int64_t lanes = width_ / kProductsAtOnce;
  for (int64_t place = 0; place < places; ++place) {
    EightFloats* change = Lanes(changes_.row(place));
    EightFloats* next = Lanes(changes_.row(place + 1));
    const EightFloats* single = Lanes(singles_.row(place));
    EightFloats* update = Lanes(updates_.row(row_of[place]));
    for (int64_t i = 0; i < lanes; ++i) {
      update[i] += change[i] + single[i];
      next[i] += change[i];
    }
  }
  for (uint32_t i = 0; i < step.end_row - step.first_row; ++i) {
    for (int64_t c = 0; c < width_; c += kBlockColumns) {
      const EightFloats* update = Lanes(updates_.row(i) + c);
      const EightFloats squares = update[0] * update[0] + update[1] * update[1];
      const float square = SumOf(squares);
      const float scale = square > block_limit_ ? std::sqrt(block_limit_ / square) : 1.0f;
      UpdateWord(rows[i], updates_.row(i), c, scale);
    }
  }
}

}  // namespace windowlm
