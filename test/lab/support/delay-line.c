/*
 * A wire that takes its time: two TUN devices, one in each of two network namespaces, and every packet
 * that enters one leaves the other a while later, or never. Stands in for the kernel's netem, which not every
 * kernel has. It ends, and its devices with it, when it is killed; asked to end (SIGTERM), it says "lost N of M".
 *
 *   delay-line NAMESPACE_A DEVICE_A NAMESPACE_B DEVICE_B MICROSECONDS_EACH_WAY [JITTER_MICROSECONDS LOST_PER_MILLION SEED]
 *
 * The jitter adds up to so much to each packet and changes no order. What is lost is drawn from the seed, packet by packet.
 *
 * Prints "ready" when both devices exist. Namespaces are names of ip-netns(8).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

struct packet {
  struct packet *next;
  int64_t due_ns;
  ssize_t length;
  unsigned char bytes[];
};

/* One direction. No packet is due before one that came earlier, so the first in is always the first due. */
struct lane {
  int from, to;
  uint64_t random;
  int64_t last_due_ns;
  struct packet *head, *tail;
};

enum { MAX_PACKET = 65536 };

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int open_device(const char *name_space, const char *device) {
  char path[256];
  snprintf(path, sizeof path, "/run/netns/%s", name_space);
  int handle = open(path, O_RDONLY | O_CLOEXEC);
  if (handle < 0) die(path);
  if (setns(handle, CLONE_NEWNET) < 0) die("setns");
  close(handle);
  int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (tun < 0) die("/dev/net/tun");
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
  strncpy(request.ifr_name, device, IFNAMSIZ - 1);
  if (ioctl(tun, TUNSETIFF, &request) < 0) die("TUNSETIFF");
  return tun;
}

static int64_t delay_ns, jitter_ns, lost_per_million;
static long passed, lost;
static volatile sig_atomic_t asked_to_end;

static void ask_to_end(int signal_number) {
  (void)signal_number;
  asked_to_end = 1;
}

/* xorshift64*: small, and the same everywhere. */
static uint64_t draw(struct lane *lane, uint64_t below) {
  lane->random ^= lane->random >> 12;
  lane->random ^= lane->random << 25;
  lane->random ^= lane->random >> 27;
  return below == 0 ? 0 : ((lane->random * 2685821657736338717ULL) >> 16) % below;
}

/* Takes in all that has arrived. */
static void enqueue(struct lane *lane, int64_t now) {
  static unsigned char bytes[MAX_PACKET];
  ssize_t length;
  while ((length = read(lane->from, bytes, sizeof bytes)) > 0) {
    int64_t due_ns = now + delay_ns + (int64_t)draw(lane, (uint64_t)jitter_ns);
    passed++;
    if (draw(lane, 1000000) < (uint64_t)lost_per_million) {
      lost++;
      continue;
    }
    if (due_ns < lane->last_due_ns) due_ns = lane->last_due_ns;
    lane->last_due_ns = due_ns;
    struct packet *packet = malloc(sizeof *packet + (size_t)length);
    if (packet == NULL) die("malloc");
    packet->next = NULL;
    packet->due_ns = due_ns;
    packet->length = length;
    memcpy(packet->bytes, bytes, (size_t)length);
    if (lane->tail != NULL) lane->tail->next = packet;
    else lane->head = packet;
    lane->tail = packet;
  }
}

/* Lets out all that is due. A device that is down refuses the packet, as a cut wire would. */
static void deliver(struct lane *lane, int64_t now) {
  while (lane->head != NULL && lane->head->due_ns <= now) {
    struct packet *packet = lane->head;
    lane->head = packet->next;
    if (lane->head == NULL) lane->tail = NULL;
    if (write(lane->to, packet->bytes, (size_t)packet->length) < 0) { /* lost, as said above */ }
    free(packet);
  }
}

int main(int count, char **words) {
  if (count != 6 && count != 9) {
    fprintf(stderr, "usage: delay-line NAMESPACE_A DEVICE_A NAMESPACE_B DEVICE_B MICROSECONDS [JITTER LOST SEED]\n");
    return 2;
  }
  int a = open_device(words[1], words[2]);
  int b = open_device(words[3], words[4]);
  delay_ns = atoll(words[5]) * 1000;
  uint64_t seed = 1;
  if (count == 9) {
    jitter_ns = atoll(words[6]) * 1000;
    lost_per_million = atoll(words[7]);
    seed = strtoull(words[8], NULL, 10);
  }
  struct lane lanes[2] = {{.from = a, .to = b, .random = seed * 2 + 1}, {.from = b, .to = a, .random = seed * 2 + 3}};
  struct sigaction end = {.sa_handler = ask_to_end};
  if (sigaction(SIGTERM, &end, NULL) < 0) die("sigaction");
  puts("ready");
  fflush(stdout);
  for (;;) {
    int64_t now = now_ns(), next = INT64_MAX;
    for (int i = 0; i < 2; i++) {
      deliver(&lanes[i], now);
      if (lanes[i].head != NULL && lanes[i].head->due_ns < next) next = lanes[i].head->due_ns;
    }
    int64_t wait = next - now;
    struct timespec patience = {.tv_sec = wait / 1000000000, .tv_nsec = wait % 1000000000};
    struct pollfd ends[2] = {{.fd = a, .events = POLLIN}, {.fd = b, .events = POLLIN}};
    if (ppoll(ends, 2, next == INT64_MAX ? NULL : &patience, NULL) < 0 && errno != EINTR) die("ppoll");
    if (asked_to_end) {
      printf("lost %ld of %ld\n", lost, passed);
      return 0;
    }
    now = now_ns();
    for (int i = 0; i < 2; i++) enqueue(&lanes[i], now);
  }
}
