#ifndef WINDOWLM_SRC_TRAIN_NAIVE_BAYES_H_
#define WINDOWLM_SRC_TRAIN_NAIVE_BAYES_H_

#include "absl/types/span.h"
#include "src/corpus/labelled_corpus.h"
#include "src/model/output/output_layer.h"
#include "src/model/window_model.h"

namespace windowlm {

// Gives a model of labels without hidden layers, all of whose parameters are zero, the weights of a
// naive Bayes classifier, multiplied by `share` (after Wang & Manning 2012, "Baselines and
// Bigrams"). What lines have a feature f, as often as they have it in the model, and what label c,
// are counted over the N lines for training; a line with several labels is shared by them. With
// r(f, c) = (lines of c that have f) / (lines of c) + labels / N,
//
//   one of the labels:       weight(f, c) = share * (log r(f, c) - mean over c of log r(f, c))
//                            bias(c) = log(lines of c / N)
//   each label by itself:    weight(f, c) = share * log(r(f, c) / r(f, not c)), with 2 / N
//                            bias(c) = log(lines of c / lines not of c)
//
// In the biases each line counts as its set of labels does, of which `sets` tells (TargetSetsOf).
void SetNaiveBayes(const LabelledCorpus& corpus, absl::Span<const TargetSet> sets, double share,
                   WindowModel<float>& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_NAIVE_BAYES_H_
