// Package random has tests that bind ports which are drawn.
package random

import (
	crand "crypto/rand"
	"fmt"
	"hash/fnv"
	"math/big"
	"math/rand"
	randv2 "math/rand/v2"
	"net"
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"
)

func TestDrawn(t *testing.T) {
	port := 20000 + rand.Intn(10000) // want `port is drawn by rand.Intn, and may be taken: bind port 0, and ask the socket for its address`
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go http.ListenAndServe("127.0.0.1:"+strconv.Itoa(randv2.IntN(1000)+30000), nil)                // want `port is drawn by rand.IntN,`
	net.ListenUDP("udp", &net.UDPAddr{Port: int(rand.New(rand.NewSource(1)).Int31n(1000)) + 1024}) // want `port is drawn by rand.Int31n,`
	net.Listen("tcp", fmt.Sprintf(":%d", 20000+os.Getpid()%10000))                                 // want `port is drawn by os.Getpid,`
	net.Listen("tcp", fmt.Sprintf(":%d", 20000+time.Now().UnixNano()%10000))                       // want `port is drawn by time.UnixNano,`
}

func TestBig(t *testing.T) {
	n, err := crand.Int(crand.Reader, big.NewInt(1000)) // want `port is drawn by rand.Int,`
	if err != nil {
		t.Fatal(err)
	}
	net.Listen("tcp", fmt.Sprintf(":%d", 20000+n.Int64()))
}

func TestHash(t *testing.T) {
	h := fnv.New32a()
	h.Write([]byte(t.Name()))
	net.Listen("tcp", fmt.Sprintf(":%d", 20000+h.Sum32()%1000)) // want `port is drawn by hash.Sum32,`
}

func TestHelper(t *testing.T) {
	go http.ListenAndServe(fmt.Sprintf(":%d", randomPort()), nil)
}

func randomPort() int { return 10000 + rand.Intn(20000) } // want `port is drawn by rand.Intn,`
