/* Accepts on a number of ports from one on, and closes when the client does: the least a TCP server can do.
 * accept-server FIRST_PORT COUNT */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST 4096

int main(int count, char **words) {
  if (count != 3) return fprintf(stderr, "accept-server FIRST_PORT COUNT\n"), 2;
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  int first = atoi(words[1]), ports = atoi(words[2]), poll = epoll_create1(0);
  for (int port = first; port < first + ports; port++) {
    int on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons(port)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&any, sizeof any) < 0 || listen(listener, MOST) < 0) return perror("listen"), 1;
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = ((unsigned long long)listener << 1) | 1};
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  }
  puts("ready");
  fflush(stdout);
  static struct epoll_event events[MOST];
  for (;;) {
    int ready = epoll_wait(poll, events, MOST, -1);
    for (int at = 0; at < ready; at++) {
      int socket = events[at].data.u64 >> 1;
      if (!(events[at].data.u64 & 1)) {
        char bytes[512];
        if (read(socket, bytes, sizeof bytes) <= 0) close(socket);
        continue;
      }
      for (int taken; (taken = accept4(socket, 0, 0, SOCK_NONBLOCK)) >= 0;) {
        struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.u64 = (unsigned long long)taken << 1};
        epoll_ctl(poll, EPOLL_CTL_ADD, taken, &event);
      }
    }
  }
}
