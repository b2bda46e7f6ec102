// Arithmetic of word vectors that queries and measures share.

#ifndef WINDOWLM_SRC_MODEL_WORD_VECTORS_H_
#define WINDOWLM_SRC_MODEL_WORD_VECTORS_H_

#include <cstdint>

#include "proto/train_config.pb.h"
#include "src/base/matrix.h"

namespace windowlm {

// Writes `vector`, `size` finite numbers, scaled to length 1 to `unit`; zeros stay zeros.
void WriteUnitVector(const float* vector, int64_t size, float* unit);

// The first `rows` rows of `embeddings`, whose values are finite, each scaled as by
// WriteUnitVector: [rows x d]. Runs on the program's threads.
Matrix<float> UnitVectors(const Matrix<float>& embeddings, int64_t rows);

// Makes vectors of `kind` of the input rows `vectors` and the output rows `outputs` of the same
// words, of which there may be fewer; input rows without an output row stay, scaled to length 1
// where the others are. Values are finite. Runs on the program's threads.
void CombineVectors(Vectors kind, const Matrix<float>& outputs, Matrix<float>& vectors);

// Writes b - a + c of unit vectors of `size` numbers. The answer to "A is to B as C is to what?" is
// the word whose vector is nearest to that by cosine (3CosAdd; Mikolov et al. 2013).
void WriteAnalogyVector(const float* a, const float* b, const float* c, int64_t size,
                        float* result);

// The cosine of two vectors of `size` finite numbers, in double precision, where no product of
// floats overflows or vanishes: from -1 to 1, and 0 where one of them is zeros. Equal vectors have
// a cosine of exactly 1.
double Cosine(const float* x, const float* y, int64_t size);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_WORD_VECTORS_H_
