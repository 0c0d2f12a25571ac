/** 1 / (1 + e^-x): from log-odds to a chance, (0, 1). */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x))
