//! Rules for running text: normalisation, sentences, numbers in words, amounts, dates, quantities.
