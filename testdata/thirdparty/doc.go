// Package thirdparty tests the rows of the API table for modules other than the
// standard library against those modules.
package thirdparty
