// Package ssacode asks questions of go/ssa code: what a branch tests, which way leads
// where, what an operand is made of. But for an Order and a Sequence, which are made for many
// questions about one function, it remembers nothing between two of them, and it knows
// nothing of sockets; of the API table it asks only what ends the process. What
// internal/syntax is for syntax, it is for SSA.
package ssacode
