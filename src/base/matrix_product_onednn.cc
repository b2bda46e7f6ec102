#include <omp.h>
#include <sys/mman.h>

#include <array>
#include <dnnl.hpp>
#include <memory>
#include <mutex>
#include <new>

#include "absl/container/flat_hash_map.h"
#include "src/base/eigen_product.h"
#include "src/base/matrix_product.h"
#include "src/base/profile.h"

namespace windowlm {
namespace {

using dnnl::memory;

// Everything that a oneDNN primitive is specialised for: m, n, k, the three strides,
// and flags.
using Shape = std::array<int64_t, 7>;

enum Flag : int64_t {
  kATransposed = 1,
  kBTransposed = 2,
  kAdd = 4,
  kBFloat16 = 8,
};

dnnl::engine& Engine() {
  static dnnl::engine& engine = *new dnnl::engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

memory::desc Describe(int64_t rows, int64_t columns, int64_t stride, bool transposed,
                      memory::data_type type) {
  const memory::dims strides = transposed ? memory::dims{1, stride} : memory::dims{stride, 1};
  return memory::desc({rows, columns}, type, strides);
}

// More than any of oneDNN's kernels and what it needs to make one take.
constexpr size_t kKernelBytes = size_t{16} << 20;

// Throws std::bad_alloc if the process cannot get so much more memory. oneDNN does not look whether
// it got any for the code that it makes, and crashes.
void CheckRoom(size_t bytes) {
  void* const room = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED) throw std::bad_alloc();
  munmap(room, bytes);
}

// A product of one shape, ready to run, on the thread that made it.
struct Product {
  memory a;
  memory b;
  memory c;
  memory scratchpad;
  dnnl::matmul primitive;

  explicit Product(const Shape& shape) {
    CheckRoom(kKernelBytes);
    const auto [m, n, k, a_stride, b_stride, c_stride, flags] = shape;
    const memory::data_type type =
        (flags & kBFloat16) != 0 ? memory::data_type::bf16 : memory::data_type::f32;
    const memory::desc a_desc = Describe(m, k, a_stride, (flags & kATransposed) != 0, type);
    const memory::desc b_desc = Describe(k, n, b_stride, (flags & kBTransposed) != 0, type);
    const memory::desc c_desc = Describe(m, n, c_stride, false, memory::data_type::f32);
    dnnl::primitive_attr attributes;
    // In the default mode the primitives of one thread share scratch memory behind our back.
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    if ((flags & kAdd) != 0) {
      dnnl::post_ops add;
      add.append_sum(1.0f);
      attributes.set_post_ops(add);
    }
    const dnnl::matmul::primitive_desc description(dnnl::matmul::desc(a_desc, b_desc, c_desc),
                                                   attributes, Engine());
    primitive = dnnl::matmul(description);
    a = memory(a_desc, Engine(), nullptr);
    b = memory(b_desc, Engine(), nullptr);
    c = memory(c_desc, Engine(), nullptr);
    CheckRoom(description.scratchpad_desc().get_size() + 1);
    scratchpad = memory(description.scratchpad_desc(), Engine());
  }
};

// The primitives of one thread. oneDNN would split each product over libgomp's threads, in addition
// to the threads that run our tiles; libgomp keeps its number of threads per calling thread.
class ThreadProducts {
 public:
  ThreadProducts() : stream_(Engine()) { omp_set_num_threads(1); }

  void Run(const Shape& shape, const void* a, const void* b, float* c) {
    std::unique_ptr<Product>& product = products_[shape];
    if (product == nullptr) {
      // Shapes are few; this bounds the memory should a caller ever vary them.
      if (products_.size() > 512) {
        products_.clear();
        return Run(shape, a, b, c);
      }
      // Two threads that look for room at once would find the same.
      static std::mutex& making = *new std::mutex;
      const std::lock_guard<std::mutex> lock(making);
      product = std::make_unique<Product>(shape);
    }
    product->a.set_data_handle(const_cast<void*>(a));
    product->b.set_data_handle(const_cast<void*>(b));
    product->c.set_data_handle(c);
    product->primitive.execute(stream_, {{DNNL_ARG_SRC, product->a},
                                         {DNNL_ARG_WEIGHTS, product->b},
                                         {DNNL_ARG_DST, product->c},
                                         {DNNL_ARG_SCRATCHPAD, product->scratchpad}});
  }

 private:
  dnnl::stream stream_;
  absl::flat_hash_map<Shape, std::unique_ptr<Product>> products_;
};

template <typename T>
void RunProduct(Operand<T> a, Operand<T> b, MatrixView<float> c, Into into, int64_t flags) {
  if (c.rows == 0 || c.columns == 0) return;
  const bool a_transposed = a.form == Form::kTransposed;
  const int64_t inner = a_transposed ? a.matrix.rows : a.matrix.columns;
  // oneDNN refuses an empty sum.
  if (inner == 0) return EigenProduct(a, b, c, into);
  thread_local ThreadProducts products;
  if (a_transposed) flags |= kATransposed;
  if (b.form == Form::kTransposed) flags |= kBTransposed;
  if (into == Into::kAdd) flags |= kAdd;
  const WorkTimer timer(Work::kProducts, 2.0 * static_cast<double>(c.rows * c.columns * inner));
  try {
    products.Run({c.rows, c.columns, inner, a.matrix.stride, b.matrix.stride, c.stride, flags},
                 a.matrix.data, b.matrix.data, c.data);
  } catch (const dnnl::error&) {
    // It does not say so where memory is what it lacks.
    CheckRoom(kKernelBytes);
    throw;
  }
}

}  // namespace

void MatrixProduct(Operand<float> a, Operand<float> b, MatrixView<float> c, Into into) {
  RunProduct(a, b, c, into, 0);
}

void MatrixProduct(Operand<BFloat16> a, Operand<BFloat16> b, MatrixView<float> c, Into into) {
  // Without the instructions oneDNN may have no such product at all.
  if (!HasBFloat16Product()) return EigenProduct(a, b, c, into);
  RunProduct(a, b, c, into, kBFloat16);
}

bool HasBFloat16Product() {
  static const bool has = [] {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512bf16") != 0;
  }();
  return has;
}

void MatrixProduct(Operand<double> a, Operand<double> b, MatrixView<double> c, Into into) {
  EigenProduct(a, b, c, into);
}

}  // namespace windowlm
