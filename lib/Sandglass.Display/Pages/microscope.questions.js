"use strict";
// Predict, then look: a guess comes before the answer, and the page computes the answer.
const Questions = {
  size: 14,

  all(first, machine) {
    const { size } = Questions;
    const [block, count] = [Block.spec(first), Block.count(Block.spec(first), size)];
    const wide = { ...first, kernel: 7 };
    const half = { ...first, identity: 0.5 };
    const strided = { ...first, stride: 2 };
    const narrowEnds = { ...first, family: "invertedResidual", channels: first.channels / first.ratio };
    const madds = chosen => Block.count(Block.spec(chosen), size).multiplyAdds;
    const isDepthwise = Block.layout(block).layers.map(Block.isDepthwise);
    const depthwise = values => values.filter((_, i) => isDepthwise[i]).reduce((sum, value) => sum + value, 0);
    const share = depthwise(count.rows.map(row => row.multiplyAdds)) / count.multiplyAdds;
    const latency = chosen => Words.time(Block.latency(Block.spec(chosen), size, machine));
    const [left, leftNarrow] = [madds(strided) / madds(first), madds({ ...narrowEnds, stride: 2 }) / madds(narrowEnds)];
    const rates = machine.rates.pointwise.perSecond / machine.rates.depthwise.perSecond;
    const additions = Block.count(Block.spec(half), size).additions;
    return [
      {
        ask: "This sandglass has two depthwise 3×3 and two pointwise convolutions. Which pair has more multiply-adds?",
        choices: ["the depthwise pair", "the pointwise pair", "both have as many"],
        right: share > 0.5 ? 0 : share < 0.5 ? 1 : 2,
        answer: `The pointwise pair has ${Words.percent(1 - share)} of them, the depthwise pair ${Words.percent(share)}.`,
        why: "A depthwise layer costs 9 products a channel and pixel, a pointwise one as many as there are channels on its other side, which is 16 here and grows with the block.",
        now: first, then: null,
      },
      {
        ask: "Its kernels grow from 3×3 to 7×7, which is 5.4 times as many weights a kernel. How many times as many multiply-adds has the block?",
        unit: "times", right: madds(wide) / madds(first), digits: 1,
        why: "Only the depthwise convolutions have such kernels; the pointwise ones stay as they are.",
        now: wide, then: first,
      },
      {
        ask: "The identity share is halved: the shortcut adds to half of the channels only. What happens to the multiply-adds?",
        choices: ["they are halved", "there are a few per cent fewer", "nothing"],
        right: madds(half) === madds(first) ? 2 : 1,
        answer: `${Words.whole(madds(first))} before, ${Words.whole(madds(half))} after.`,
        why: `A shortcut adds and does not multiply: of ${Words.whole(count.additions)} additions ${Words.whole(additions)} are left. The predicted time goes from ${latency(first)} to ${latency(half)}, since a runtime must cut the channels out first.`,
        now: half, then: first,
      },
      {
        ask: "It takes a stride of 2, so that its output has a quarter of the pixels. How many per cent of its multiply-adds are left?",
        unit: "per cent", right: 100 * left, digits: 0,
        why: `The last layer of a sandglass carries the stride, after the others have worked on the whole map. An inverted residual that is as wide carries it in the middle and keeps ${Words.percent(leftNarrow)}.`,
        now: strided, then: { ...narrowEnds, stride: 2 },
      },
      {
        ask: `Its depthwise convolutions have ${Words.percent(share)} of the multiply-adds. How many per cent of the predicted time do they take?`,
        unit: "per cent", right: 100 * depthwise(Block.times(block, size, machine).layers) / Block.latency(block, size, machine), digits: 0,
        why: `The machine that is named below does ${rates.toFixed(1)} times as many multiply-adds a second in pointwise convolutions as in depthwise ones. Multiply-adds are not time.`,
        now: first, then: null, bars: "latency",
      },
    ];
  },

  start() {
    const list = document.getElementById("questions");
    Questions.all(Page.first, Page.data.machine).forEach((question, i) => {
      const item = document.createElement("li");
      const guess = question.choices
        ? question.choices.map((choice, c) => `<label><input type="radio" name="guess-${i}" value="${c}" required> ${choice}</label>`).join("")
        : `<label>Your guess: <input type="number" name="guess-${i}" min="0" max="1000" step="any" required> ${question.unit}</label>`;
      item.innerHTML = `<form><fieldset><legend>${i + 1}. ${question.ask}</legend>${guess}</fieldset><button>Look</button></form><div class="answer-box" role="status"></div>`;
      item.querySelector("form").addEventListener("submit", event => {
        event.preventDefault();
        Questions.reveal(item, question, Number(event.target.elements[`guess-${i}`].value));
      });
      list.append(item);
    });
  },

  reveal(item, question, guess) {
    const { right, digits } = question;
    const isRight = question.choices ? guess === right : Math.abs(guess - right) <= 0.15 * right;
    const answer = question.choices ? question.answer : `It is ${right.toFixed(digits)} ${question.unit}; you said ${guess}.`;
    const verdict = isRight ? (question.choices ? "Right." : "Close.") : (question.choices ? "No." : "Not close.");
    const box = item.querySelector(".answer-box");
    box.innerHTML = `<p><strong>${verdict}</strong> ${answer} ${question.why}</p><p><button type="button">Show it above</button></p>`;
    box.querySelector("button").addEventListener("click", () => {
      Page.set({ a: question.now, b: question.then, size: Questions.size, bars: question.bars ?? "multiplyAdds" });
      document.querySelector(".split").scrollIntoView({ block: "start" });
      document.getElementById("now").focus({ preventScroll: true });
    });
  },
};
