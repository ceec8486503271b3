"use strict";
(function () {
  var root = document.documentElement;
  var findings = Array.prototype.slice.call(document.querySelectorAll("details.finding"));

  // The language of the page follows the switch.
  Array.prototype.forEach.call(document.querySelectorAll("input[name=lang]"), function (input) {
    input.addEventListener("change", function () {
      root.lang = document.getElementById("lang-zh").checked ? "zh-Hans" : "en";
    });
  });

  // Find in findings: all words must stand somewhere in it.
  var find = document.getElementById("find");
  var matched = document.querySelector(".matched");
  if (find) {
    find.parentNode.hidden = false;
    find.form.addEventListener("submit", function (event) { event.preventDefault(); });
    find.addEventListener("input", function () {
      var words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
      var left = 0;
      findings.forEach(function (f) {
        var text = f.textContent.toLowerCase();
        var shown = words.every(function (w) { return text.indexOf(w) >= 0; });
        f.classList.toggle("unmatched", !shown);
        if (shown) { left++; }
      });
      matched.textContent = words.length ? left + " / " + findings.length : "";
    });
  }

  // Open or close all findings.
  var fold = document.getElementById("fold");
  if (fold) {
    fold.hidden = false;
    fold.addEventListener("click", function () {
      var open = findings.some(function (f) { return !f.open; });
      findings.forEach(function (f) { f.open = open; });
    });
  }

  // A link to a finding opens it, also where the browser does not by itself.
  function openTarget() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    var details = target && target.closest("details");
    if (details) { details.open = true; }
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // Paper cannot be unfolded.
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.filter.call(document.querySelectorAll("details"), function (d) { return !d.open; });
    opened.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (d) { d.open = false; });
  });
})();
