/* SPDX-License-Identifier: Apache-2.0 */
/* Part of Counterfoil, the merchant's own record of every charge. */
/* Written for browsers of ten years ago; the page needs none of it. */
(function () {
  "use strict";
  var buttons = document.querySelectorAll("[data-print]");
  for (var index = 0; index < buttons.length; index += 1) {
    buttons[index].hidden = false;
    buttons[index].addEventListener("click", function () { window.print(); });
  }
})();
