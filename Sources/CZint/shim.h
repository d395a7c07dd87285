#include <zint.h>

/* Whether a module is dark. Rows are bits, lowest first, in arrays that Swift would see as 28,800 fields. */
static inline int counterfoil_zint_is_dark(const struct zint_symbol *symbol, int row, int column) {
    return (symbol->encoded_data[row][column >> 3] >> (column & 7)) & 1;
}

/* Height of a row in modules; 0 where the rows share what is left of the height. */
static inline float counterfoil_zint_row_height(const struct zint_symbol *symbol, int row) {
    return symbol->row_height[row];
}
