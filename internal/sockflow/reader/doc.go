// Package reader tells what whoever gets an address or a path does with it, by the words
// around it: the program that is started, the flag or the variable before it, the scheme of
// a URL, the names of fields and functions.
package reader
